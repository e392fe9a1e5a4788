using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>
/// DeepLIFT's RevealCancel: every adjoint has two parts, the multipliers of positive and of negative contributions, so that what
/// cancels before a nonlinearity is seen behind it.
/// </summary>
/// <remarks>
/// Shrikumar, Greenside and Kundaje 2017, section 3.5.3, and 3.5.1 for layers. Operators that the paper does not speak of have one
/// multiplier, that of <see cref="Rescale"/>, for both parts.
/// </remarks>
public sealed class RevealCancel
{
    private readonly SignedChanges changes;
    private readonly Contrast contrast;
    private readonly RuleSet rescale;

    private RevealCancel(SignedChanges changes, Contrast contrast, RuleSet rescale)
    {
        this.changes = changes;
        this.contrast = contrast;
        this.rescale = rescale;
    }

    /// <summary>The reading as a map over a table of gradients.</summary>
    /// <param name="table">The table, such as <see cref="RuleSets.Gradient"/>.</param>
    /// <param name="contrast">Example and baseline in the graph that is walked.</param>
    /// <param name="nodes">The nodes to walk, products and the sums with their biases read as <see cref="Affine"/>.</param>
    /// <exception cref="NotDifferentiableException">A node depends on the features by steps.</exception>
    public static RuleSet Over(RuleSet table, Contrast contrast, ImmutableArray<Node> nodes)
    {
        RuleSet whole = [.. table, Affine.Rule];
        var rescale = Rescale.Over(whole, contrast);
        var reading = new RevealCancel(new SignedChanges(nodes, whole, contrast), contrast, rescale);
        return whole.Select(reading.Map);
    }

    /// <summary>The multiplier of each element of a feature, by the sign of its change.</summary>
    /// <param name="parts">The adjoint's parts.</param>
    /// <param name="difference">Example minus baseline.</param>
    public static Value Multiplier(ImmutableArray<Value> parts, Value difference) =>
        new Pair(parts[0], parts[1]).Chosen(difference);

    private Rule Map(Rule rule)
    {
        if (rescale[rule.Op] is Refused or PiecewiseConstant)
            return rescale[rule.Op]!;
        return new Paired(rule.Op, (primals, input) => Adjoint(rule, primals, input))
        {
            Broadcasting = rule.Broadcasting,
            JoinsOutputs = rule.JoinsOutputs,
        };
    }

    private ImmutableArray<Value>? Adjoint(Rule rule, ImmutableArray<Primal> primals, int input)
    {
        var n = primals[0];
        if (rule is Elementwise f)
            return input == 0 ? Revealed(f, primals) : null;
        if (Passages.Factor(n) is { } factor)
            return Both(new Pair(primals[0].Dy, primals[1].Dy).Times(factor));
        if (Passages.Of(rule, n) is var passage and not Passage.Other)
            return Through((Linear)rule, primals, input, mixes: passage == Passage.Mixed);
        return rule is Bilinear product && input < 2 && (n.Varying.Length < 3 || !n.Varying[2])
            ? Alike(Weighed(product, primals, input).Chosen(contrast.Difference(n.Input(input))))
            : Whole(rule, primals, input);
    }

    /// <summary>Δ⁺/P and Δ⁻/N; the slope where there is next to nothing to divide by.</summary>
    private ImmutableArray<Value> Revealed(Elementwise rule, ImmutableArray<Primal> primals)
    {
        var n = primals[0];
        var (p, q) = changes.Of(n.X);
        var (up, down) = changes.Of(n.Y);
        var slope = rule.Slope(n);
        return [primals[0].Dy * Ratio(up, p), primals[1].Dy * Ratio(down, q)];

        Value Ratio(Value dy, Value dx) => Where(Abs(dx) >= Rescale.Tiny, dy / dx, slope);
    }

    private ImmutableArray<Value>? Through(Linear rule, ImmutableArray<Primal> primals, int input, bool mixes)
    {
        var (up, down) = Passages.Flips(primals[0], input) ? (primals[1], primals[0]) : (primals[0], primals[1]);
        if (rule.Adjoint(up, up.Dy, input) is not { } first || rule.Adjoint(down, down.Dy, input) is not { } second)
            return null;
        var pair = new Pair(first, second);
        return mixes ? Alike(pair.Chosen(contrast.Difference(primals[0].Input(input)))) : Both(pair);
    }

    /// <summary>What an element gives to the target by each of its signs.</summary>
    private Pair Weighed(Bilinear rule, ImmutableArray<Primal> primals, int input)
    {
        var (up, down) = Pair.BySign(contrast.Mean(primals[0].Input(1 - input)));
        return new(
            Back(up, primals[0].Dy) + Back(down, primals[1].Dy),
            Back(up, primals[1].Dy) + Back(down, primals[0].Dy)
        );

        Value Back(Value weight, Value dy) => rule.Adjoint(primals[0].With(1 - input, weight), dy, input)!.Value;
    }

    private ImmutableArray<Value>? Whole(Rule rule, ImmutableArray<Primal> primals, int input)
    {
        var n = primals[0];
        var dy = new Pair(primals[0].Dy, primals[1].Dy).Chosen(contrast.Difference(n.Y)).ShapedLike(n.Y);
        return rescale[rule.Op]!.Adjoint(n, dy, input) is { } adjoint ? Alike(adjoint) : null;
    }

    private static ImmutableArray<Value> Alike(Value adjoint) => [adjoint, adjoint];

    private static ImmutableArray<Value> Both(Pair pair) => [pair.Positive, pair.Negative];
}
