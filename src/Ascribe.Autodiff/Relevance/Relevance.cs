using Ascribe.Autodiff.Rules;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>
/// Layer-wise relevance propagation: what comes back is not a slope but a share of the target's value. Layers with weights follow
/// their <see cref="LrpRule"/>; this says what becomes of everything else.
/// </summary>
/// <remarks>
/// Activations pass relevance on; what moves elements moves it; sums, means and pools share it in proportion to their addends;
/// maxima give it to the winner. A product of two values that both vary shares it equally (Achtibat et al. 2024); divisors,
/// the statistics of normalizations and the weights of an attention are held (Ali et al. 2022).
/// </remarks>
public sealed class Relevance
{
    private readonly LrpComposite composite;
    private readonly Func<Node, bool> isFirst;

    private Relevance(LrpComposite composite, Func<Node, bool> isFirst)
    {
        this.composite = composite;
        this.isFirst = isFirst;
    }

    /// <summary>The reading as a map over a table of gradients.</summary>
    /// <param name="table">The table, such as <see cref="RuleSets.Gradient"/>.</param>
    /// <param name="composite">The rules of the layers with weights.</param>
    /// <param name="isFirst">Whether no layer with weights stands before a node.</param>
    public static RuleSet Over(RuleSet table, LrpComposite composite, Func<Node, bool> isFirst)
    {
        var reading = new Relevance(composite, isFirst);
        RuleSet whole = [.. table, Affine.Rule];
        return whole.Select(reading.Map);
    }

    private Rule Map(Rule rule) =>
        rule switch
        {
            Elementwise or { Op: "Neg" or "Ceil" or "Floor" or "Round" or "Sign" } => Passing(rule),
            { Op: "Hardmax" } => new Held(rule.Op),
            Linear { Moves: true } => rule,
            Linear a => a with { Transpose = (n, r, i) => Proportional(a, n, r, i) },
            Bilinear b => new General(b.Op, (n, r, i) => AtLayer(b, n, r, i)) { Broadcasting = b.Broadcasting },
            General g => Map(g),
            _ => rule,
        };

    private Rule Map(General g) =>
        g.Op switch
        {
            "Max" or "Min" or "MaxPool" or "GlobalMaxPool" or "ReduceMax" or "ReduceMin" => g,
            "Where" or "TopK" or "Unique" => g,
            "Div" or "Pow" => g with { Body = (n, r, i) => ToTheBase(n, r, i) },
            "PRelu" or "LRN" or "LpNormalization" => Passing(g),
            // Functions that grow in proportion with what goes in: Σ x·∂y/∂x = y.
            "LpPool" or "GlobalLpPool" or "ReduceL1" or "ReduceL2" => g with
            {
                Body = (n, r, i) => Proportional(g, n, r, i),
            },
            // One that grows with the square.
            "ReduceSumSquare" => g with { Body = (n, r, i) => Proportional(g, n, r, i) * 0.5 },
            "Einsum" => g with { Body = (n, r, i) => Proportional(g, n, r, i) * (1.0 / n.Varying.Count(v => v)) },
            "LayerNormalization" or "InstanceNormalization" or "MeanVarianceNormalization" => g with
            {
                JoinsOutputs = false,
                Body = (n, r, i) => Normalized(n, r, i),
            },
            "ScatterElements" or "ScatterND" => g with { Body = (n, r, i) => Scattered(g, n, r, i) },
            "Softmax" or "LogSoftmax" => new Held(g.Op),
            _ => new Refused(g.Op, "there is no rule by which relevance passes it"),
        };

    private static General Passing(Rule rule) =>
        new(rule.Op, (_, r, i) => i == 0 ? r : r * 0) { Broadcasting = rule.Broadcasting };

    /// <summary>x·Aᵀ(R/(z + ε·sign z)).</summary>
    private Value Proportional(Rule rule, Primal n, Value r, int input) =>
        n.Input(input)
        * rule.Adjoint(n, (r / LrpLayer.Stabilized(n.Y, composite.Epsilon)).ShapedLike(n.Y), input)!.Value;

    private Value? AtLayer(Bilinear rule, Primal n, Value r, int input)
    {
        if (input > 1)
            return Proportional(rule, n, r, input);
        var alone = !n.Varying[1 - input];
        return (rule.Op, alone) switch
        {
            ("Mul", true) => r,
            ("Mul", false) => r * 0.5,
            (_, true) => composite.For(n.Node, isFirst(n.Node)).Apply(new LrpLayer(rule, n, input), r),
            _ => Proportional(rule, n, r, input) * 0.5,
        };
    }

    /// <summary>x/w and x^a: what is divided, or raised, gets it all; the other only where it alone varies.</summary>
    private static Value ToTheBase(Primal n, Value r, int input) => input == 0 || !n.Varying[0] ? r : r * 0;

    /// <summary>The deviation is held, so that what is left is linear: centering, a factor, and a shift that keeps its share.</summary>
    private Value? Normalized(Primal n, Value r, int input) =>
        input == 0 ? n.X * Normalization.HeldAdjoint(n, r / LrpLayer.Stabilized(n.Y, composite.Epsilon)) : null;

    private Value? Scattered(General g, Primal n, Value r, int input) =>
        n.Attributes.Text("reduction", "none") switch
        {
            "none" => g.Body(n, r, input),
            "add" => Proportional(g, n, r, input),
            _ => throw new NotDifferentiableException(
                $"{n.Node} reduces what it scatters, for which relevance has no rule."
            ),
        };
}
