using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Quantization;
using Ascribe.Runtime;

namespace Ascribe.Conformance;

/// <summary>The gradient of a weighted sum of all outputs, held against central differences along random directions.</summary>
internal sealed class GradientTrial : IDisposable
{
    private const string Total = "conformance.total";
    private const int Points = 5;
    private const int Directions = 4;
    private const double Tolerance = 2e-2;

    private readonly Session gradient;
    private readonly ImmutableArray<string> features;
    private readonly ImmutableDictionary<string, Tensor> feeds;
    private readonly Random random = new(5);
    private string? failure;
    private bool hasRun;

    private GradientTrial(Model model, ImmutableArray<string> features, ImmutableDictionary<string, Tensor> feeds)
    {
        gradient = new Session(Canonicalization.Tidied(model));
        this.features = features;
        this.feeds = feeds;
    }

    /// <summary>The verdict on the gradient of a canonical model.</summary>
    public static (Outcome Outcome, string Reason) Judge(
        Model canonical,
        ImmutableDictionary<string, Tensor> feeds,
        ImmutableArray<Tensor> expected
    )
    {
        var graph = canonical.Graph;
        var features = graph
            .Inputs.Where(i => i.ElementType.IsFloating() && feeds[i.Name].Length > 0)
            .Select(i => i.Name)
            .ToImmutableArray();
        if (expected.All(e => e.Length == 0))
            return (Outcome.ValuesAgree, "empty outputs");
        if (graph.Outputs.Any(o => o.Shape is { } dims && dims.Any(d => d.Extent == 0)))
            return (Outcome.Failed, "the gradient: an output is empty at other inputs than the stored ones");
        if (features.IsEmpty)
            return (Outcome.ValuesAgree, "no input of floating type");
        if (graph.Nodes.FirstOrDefault(n => QuantizationLowering.Knows(n.QualifiedOp)) is { } rounding)
            return (Outcome.ValuesAgree, $"{rounding.QualifiedOp} works on levels, which have no gradient");
        if (!Inspected.Flows(graph, features))
            return (
                Outcome.ValuesAgree,
                "no output depends on a floating input other than through whole numbers or truth values"
            );
        try
        {
            var shapes = feeds.ToDictionary(f => f.Key, f => f.Value.Shape, StringComparer.Ordinal);
            var summed = ShapeProbe.Learn(WithTotal(canonical), shapes);
            var model = Differentiation.Gradient(summed, b => b[Total], features, RuleSets.Gradient);
            using var trial = new GradientTrial(model, features, feeds);
            return trial.Compare();
        }
        catch (NotDifferentiableException e)
            when (e.Message.Contains("goes around depends on the input", StringComparison.Ordinal))
        {
            return (Outcome.ValuesAgree, "how often its loop goes around depends on the input");
        }
        catch (NotDifferentiableException e)
        {
            return (Outcome.Failed, e.Message);
        }
        catch (ModelException e)
        {
            return (Outcome.Failed, $"the gradient: {e.Message}");
        }
    }

    public void Dispose() => gradient.Dispose();

    /// <summary>The model with Σ w·y over all floating outputs as a further value.</summary>
    private static Model WithTotal(Model canonical)
    {
        var graph = canonical.Graph;
        var b = GraphBuilder.WithPortsOf(graph);
        foreach (var node in graph.Nodes)
            b.Add(node, graph.Info);
        foreach (var output in graph.Outputs)
            b.Output(b[output.Name]);
        var sums = graph
            .Outputs.Where(o => o.ElementType.IsFloating())
            .Select((o, i) => Weighted(b[o.Name], i))
            .ToArray();
        b.Output(sums.Aggregate((x, y) => x + y), Total);
        return canonical with { Graph = b.Build(graph.Name) };
    }

    /// <summary>Weights that depend on an element's place only, so that any shape has them: ½ + frac(φ·place).</summary>
    private static Value Weighted(Value y, int output)
    {
        var b = y.Builder;
        var row = Op.Reshape(y, -1);
        var places = b.Emit(
            "Range",
            [b.Scalar(0, ElementType.Int64), Op.Squeeze(Op.Shape(row), 0), b.Scalar(1, ElementType.Int64)]
        );
        var turned = Op.Cast(places, ElementType.Float64) * 0.6180339887498949 + 0.37 * (output + 1);
        var weights = turned - Op.Unary("Floor", turned) + 0.5;
        return Op.ReduceSum(Op.Cast(row, ElementType.Float64) * weights, [0], keepDims: false);
    }

    private (Outcome Outcome, string Reason) Compare()
    {
        var compared = 0;
        for (var point = 0; point < Points; point++)
        {
            var x = features.ToImmutableDictionary(f => f, f => Moved(feeds[f], point), StringComparer.Ordinal);
            if (Attempt(x) is not { } at)
                continue;
            var (target, slopes) = at;
            if (!double.IsFinite(target) || slopes.Values.Any(s => !s.All(double.IsFinite)))
                continue;
            for (var direction = 0; direction < Directions; direction++)
            {
                var towards = features.ToImmutableDictionary(
                    f => f,
                    f => Normal(feeds[f].Length),
                    StringComparer.Ordinal
                );
                var expected = features.Sum(f => slopes[f].Zip(towards[f], (s, d) => s * d).Sum());
                // Where many elements are near a kink, only short steps stay clear of all of them.
                double[] quotients = [.. new[] { 1e-3, 1e-4 }.Select(h => Quotient(x, towards, h)).OfType<double>()];
                if (quotients.Length == 0)
                    continue;
                compared++;
                if (!quotients.Any(q => Agree(q, expected, slopes, towards)))
                    return (
                        Outcome.Failed,
                        $"the gradient along a direction is {expected:G6}, differences say {quotients[0]:G6}"
                    );
            }
            if (compared >= Directions)
                break;
        }
        if (!hasRun && failure is not null)
            return (Outcome.Failed, $"the gradient: {failure}");
        return compared > 0
            ? (Outcome.GradientAgrees, "")
            : (Outcome.ValuesAgree, "no smooth point near the stored inputs: the differences contradict one another");
    }

    /// <summary>The stored input, first beside itself so that kinks at round numbers do not matter, then drawn towards ½.</summary>
    private double[] Moved(Tensor input, int point)
    {
        var values = input.ToDoubles();
        return
        [
            .. values.Select(v =>
            {
                var shift = (random.NextDouble() - 0.5) * 0.1;
                return point switch
                {
                    0 => v + shift,
                    1 => v * (1 + shift),
                    2 => 0.7 * v + 0.15 + 0.1 * shift,
                    // Near large numbers, single precision knows no short steps.
                    3 => 1e-3 * v + shift,
                    _ => v,
                };
            }),
        ];
    }

    /// <summary>The central difference where two steps agree and both sides agree; null at a kink or outside of the domain.</summary>
    private double? Quotient(
        ImmutableDictionary<string, double[]> x,
        ImmutableDictionary<string, double[]> towards,
        double step
    )
    {
        if (x.Values.Any(v => v.Any(number => Math.Abs(number) * 1e-7 > 1e-2 * step)))
            return null;
        double[] steps = [0, step, -step, step / 2, -step / 2];
        var targets = steps.Select(h => Attempt(Along(x, towards, h))?.Target ?? double.NaN).ToArray();
        var (middle, at) = (targets[0], targets[1..]);
        var (far, near) = ((at[0] - at[1]) / (2 * step), (at[2] - at[3]) / step);
        var (ahead, behind) = ((at[2] - middle) / (step / 2), (middle - at[3]) / (step / 2));
        var scale = Math.Abs(near) + 1e-2;
        return
            at.All(double.IsFinite)
            && Math.Abs(far - near) <= 0.5 * Tolerance * scale
            && Math.Abs(ahead - behind) <= 0.2 * scale
            ? near
            : null;
    }

    private static bool Agree(
        double quotient,
        double expected,
        ImmutableDictionary<string, double[]> slopes,
        ImmutableDictionary<string, double[]> towards
    )
    {
        var size = Math.Sqrt(slopes.Sum(s => s.Value.Zip(towards[s.Key], (a, b) => a * a * b * b).Sum()));
        return Math.Abs(quotient - expected) <= Tolerance * Math.Max(Math.Abs(quotient), size) + 2e-2;
    }

    private static ImmutableDictionary<string, double[]> Along(
        ImmutableDictionary<string, double[]> x,
        ImmutableDictionary<string, double[]> towards,
        double step
    ) =>
        x.ToImmutableDictionary(
            f => f.Key,
            f => f.Value.Zip(towards[f.Key], (v, d) => v + step * d).ToArray(),
            StringComparer.Ordinal
        );

    /// <summary>A run; null where the point lies outside of what an operator accepts.</summary>
    private (double Target, ImmutableDictionary<string, double[]> Slopes)? Attempt(
        ImmutableDictionary<string, double[]> x
    )
    {
        try
        {
            var result = Run(x);
            hasRun = true;
            return result;
        }
        catch (ModelException e)
        {
            failure = e.Message;
            return null;
        }
    }

    private (double Target, ImmutableDictionary<string, double[]> Slopes) Run(ImmutableDictionary<string, double[]> x)
    {
        var fed = feeds.SetItems(
            x.Select(f =>
                KeyValuePair.Create(f.Key, Tensor.Of(f.Value, feeds[f.Key].Shape.AsSpan()).To(feeds[f.Key].ElementType))
            )
        );
        var outputs = gradient.Run(fed);
        var first = gradient.Outputs.Length - features.Length - 1;
        return (
            outputs[first].ToDoubles()[0],
            features
                .Select((f, i) => KeyValuePair.Create(f, outputs[first + 1 + i].ToDoubles()))
                .ToImmutableDictionary(StringComparer.Ordinal)
        );
    }

    private double[] Normal(int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())
                ),
        ];
}
