using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>
/// DeepLIFT's Rescale: multipliers m with Σ m·Δx = Δy instead of slopes, for every operator of the elementary form
/// (<see cref="Onnx.Passes.ElementaryForm"/>).
/// </summary>
/// <remarks>
/// Shrikumar, Greenside and Kundaje, "Learning Important Features Through Propagating Activation Differences", 2017, section
/// 3.5.2. What the paper leaves open is decided so that the sum stays exact: products hold each side at the mean of example and
/// baseline; maxima credit the positions that win at either of the two; a softmax takes logarithmic means (<see
/// cref="SoftmaxSecant"/>). Every quantity is taken element by element, so that no example meets another.
/// </remarks>
public sealed class Rescale
{
    /// <summary>A change of an input below this is no ground to divide by; the slope takes the place of the ratio.</summary>
    internal const double Tiny = 1e-6;

    private readonly Contrast contrast;

    private Rescale(Contrast contrast) => this.contrast = contrast;

    /// <summary>The reading as a map over a table of gradients.</summary>
    /// <param name="table">The table, such as <see cref="RuleSets.Gradient"/>.</param>
    /// <param name="contrast">Example and baseline in the graph that is walked.</param>
    /// <exception cref="NotDifferentiableException">A node depends on the features by steps.</exception>
    public static RuleSet Over(RuleSet table, Contrast contrast)
    {
        contrast.RequireSmooth();
        var reading = new Rescale(contrast);
        return table.Select(reading.Map);
    }

    private Rule Map(Rule rule) =>
        rule switch
        {
            { Op: "Ceil" or "Floor" or "Round" or "Sign" } => new Elementwise(rule.Op, n => Ratio(n, n.X * 0)),
            { Op: "Sqrt" } => new Elementwise("Sqrt", RootRatio),
            Elementwise f => f with { Slope = n => Ratio(n, f.Slope(n)) },
            Bilinear b => b with
            {
                Left = (n, dy) => b.Left(n.With(1, contrast.Mean(n.W)), dy),
                Right = (n, dy) => b.Right(n.With(0, contrast.Mean(n.X)), dy),
            },
            General g => Map(g),
            PiecewiseConstant { Op: "Hardmax" or "MelWeightMatrix" } => Unaccounted(rule),
            _ => rule,
        };

    private static Refused Unaccounted(Rule rule) =>
        new(rule.Op, "DeepLIFT has no rule for it that accounts for the whole difference");

    private Rule Map(General g) =>
        g.Op switch
        {
            "Div" => g with { Body = Quotient },
            "Pow" or "PRelu" or "Mod" => g with { Body = (n, dy, i) => BySides(g, n, dy, i) },
            "Max" or "Min" or "MaxPool" or "GlobalMaxPool" or "ReduceMax" or "ReduceMin" => g with
            {
                Body = (n, dy, i) => ByWinners(g, n, dy, i),
            },
            "Where" => g with { Body = (n, dy, i) => Chosen(g, n, dy, i) },
            "Softmax" => new General(g.Op, (n, dy) => SoftmaxSecant.Of(n, contrast).Softmax(dy)),
            "LogSoftmax" => new General(g.Op, (n, dy) => SoftmaxSecant.Of(n, contrast).LogSoftmax(dy)),
            "ReduceLogSumExp" => new General(g.Op, (n, dy) => SoftmaxSecant.Of(n, contrast).LogSum(n, dy)),
            "Einsum" => g with { Body = (n, dy, i) => OnTheLine(g, n, dy, i, n.Varying.Count(v => v)) },
            "ReduceProd" => g with { Body = (n, dy, i) => OnTheLine(g, n, dy, i, Factors(n)) },
            "LpPool" or "GlobalLpPool" => g with { Body = (n, dy, i) => PoolOfMagnitudes(g, n, dy, i) },
            "ScatterElements" or "ScatterND" => g with { Body = (n, dy, i) => Scattered(g, n, dy, i) },
            _ => Unaccounted(g),
        };

    /// <summary>Δy/Δx; <paramref name="slope"/> where the input barely differs. A comparison with NaN is false, and −∞ stays away.</summary>
    private Value Ratio(Primal n, Value slope)
    {
        var dx = contrast.Difference(n.X);
        return Where(Abs(dx) >= Tiny, contrast.Difference(n.Y) / dx, slope);
    }

    /// <summary>Δ√x/Δx = 1/(√x + √x̄) without a difference of nearly equal numbers; 0 where both are 0.</summary>
    private Value RootRatio(Primal n)
    {
        var sum = n.Y + contrast.AtBaseline(n.Y);
        var empty = Equal(sum, sum.Like(0));
        return Where(empty, sum.Like(0), 1 / Where(empty, sum.Like(1), sum));
    }

    /// <summary>x·(1/w), a product: Δ(1/w) = −Δw/(w·w̄).</summary>
    private Value? Quotient(Primal n, Value dy, int input)
    {
        var (w, other) = (n.W, contrast.AtBaseline(n.W));
        if (input == 1)
            return -(dy * contrast.Mean(n.X) / (w * other));
        return contrast.Differs(w) ? dy * ((1 / w + 1 / other) * 0.5) : dy / w;
    }

    /// <summary>
    /// One side's part of f(x, w): what changes when it alone goes from baseline to example, the mean over the other side at
    /// both. The parts of two sides sum to Δy.
    /// </summary>
    private Value? BySides(General g, Primal n, Value dy, int input)
    {
        var (own, other) = (n.Input(input), n.Input(1 - input));
        var change = contrast.Difference(n.Y);
        if (contrast.Differs(other) && contrast.Differs(own))
        {
            var without = n.With(input, contrast.AtBaseline(own)).Again()[0];
            var alone = n.With(1 - input, contrast.AtBaseline(other)).Again()[0];
            change = (n.Y - without + alone - contrast.AtBaseline(n.Y)) * 0.5;
        }
        var dx = contrast.Difference(own);
        var slope = g.Body(n, dy, input)!.Value;
        // x^a with a < 1 has no slope at 0.
        var finite = Where(Abs(slope) <= float.MaxValue, slope, slope.Like(0));
        return Where(Abs(dx) >= Tiny, dy * (change / dx), finite);
    }

    /// <summary>
    /// With c = max(y, ȳ), the winner at the example is credited c − ȳ and the winner at the baseline y − c: no multiplier lies
    /// outside [0, 1]. The same with the least for minima.
    /// </summary>
    private Value? ByWinners(General g, Primal n, Value dy, int input)
    {
        var (y, other) = (n.Y, contrast.AtBaseline(n.Y));
        var bound = Binary(g.Op.Contains("Min", StringComparison.Ordinal) ? "Min" : "Max", y, other).ShapedLike(y);
        var atExample = g.Body(n, (dy * (bound - other)).ShapedLike(y), input)!.Value;
        var atBaseline = g.Body(contrast.AtBaseline(n), (dy * (y - bound)).ShapedLike(y), input)!.Value;
        var dx = contrast.Difference(n.Input(input));
        return Where(Abs(dx) >= Tiny, (atExample + atBaseline) / dx, g.Body(n, dy, input)!.Value);
    }

    /// <summary>
    /// The chosen side where both choose alike. Where not, Δy is shared between the sides in proportion to the squares of
    /// their changes, which is Δy/Δx where only one changes, as with a ReLU that is written so.
    /// </summary>
    private Value? Chosen(General g, Primal n, Value dy, int input)
    {
        if (input == 0 || !contrast.Differs(n.X))
            return g.Body(n, dy, input);
        var (a, b) = (contrast.Difference(n.Input(1)), contrast.Difference(n.Input(2)));
        var squares = a * a + b * b;
        var none = Equal(squares, squares.Like(0));
        var share = (input == 1 ? a : b) / Where(none, squares.Like(1), squares);
        var alike = Equal(n.X, contrast.AtBaseline(n.X));
        return Where(alike, g.Body(n, dy, input)!.Value, dy * contrast.Difference(n.Y) * share);
    }

    /// <summary>
    /// The mean gradient on the line between baseline and example. For a product of k factors it is a polynomial of degree
    /// k − 1, which Gauss's points take exactly.
    /// </summary>
    private Value? OnTheLine(General g, Primal n, Value dy, int input, long factors)
    {
        (double Place, double Weight)[] points = factors switch
        {
            <= 2 => [(0.5, 1)],
            <= 4 => [(0.5 - Math.Sqrt(1.0 / 12), 0.5), (0.5 + Math.Sqrt(1.0 / 12), 0.5)],
            <= 6 => [(0.5 - Math.Sqrt(0.15), 5.0 / 18), (0.5, 4.0 / 9), (0.5 + Math.Sqrt(0.15), 5.0 / 18)],
            _ => throw new NotDifferentiableException(
                $"{n.Node} multiplies {factors} numbers; DeepLIFT takes up to 6."
            ),
        };
        return points
            .Select(p => g.Body(At(n, p.Place), dy, input)!.Value * p.Weight)
            .Aggregate((sum, next) => sum + next);
    }

    private Primal At(Primal n, double place) =>
        Enumerable
            .Range(0, n.Node.Inputs.Length)
            .Where(i => n.Varying[i])
            .Aggregate(
                n,
                (m, i) => m.With(i, contrast.AtBaseline(n.Input(i)) + contrast.Difference(n.Input(i)) * place)
            );

    private static long Factors(Primal n) =>
        n.Axes(1).Aggregate(1L, (product, axis) => product * n.X.Info.Extent((int)axis));

    /// <summary>Of what is not negative, which the elementary form sees to, a pool of magnitudes is a sum.</summary>
    private static Value? PoolOfMagnitudes(General g, Primal n, Value dy, int input) =>
        n.Attributes.Int("p", 2) == 1
            ? g.Body(n.With(0, Abs(n.X) + 1), dy, input)
            : throw new NotDifferentiableException(
                $"{n.Node} has p = {n.Attributes.Int("p", 2)}; DeepLIFT knows p = 1 and p = 2."
            );

    private static Value? Scattered(General g, Primal n, Value dy, int input) =>
        n.Attributes.Text("reduction", "none") is "none" or "add"
            ? g.Body(n, dy, input)
            : throw new NotDifferentiableException(
                $"{n.Node} reduces what it scatters, for which DeepLIFT has no rule."
            );
}
