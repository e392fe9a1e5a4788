using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Gradients;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe;

/// <summary>
/// The graph of straight legs: points on each leg, the target there, its gradient, and the weighted sum over the points of a leg,
/// so that what goes in is x, b, the points and perhaps coalitions, and what comes out is one attribution per leg.
/// </summary>
/// <remarks>
/// In, by <see cref="PathPort"/>: example and baseline [1, …] per feature, one [1, …] per side value, points and weights [L, T]
/// for L legs of T points, the selection [K, …] over the value of K targets. Without players a leg is the line b + α(x − b). With
/// players, who is present at its ends comes in as [L, N], and the players of elements as one number each; an element whose
/// player is present stands at x, one whose player is not at b, and one whose player enters moves from b to x. Out: the targets
/// [K·L·T], then sums [K·L, …] per feature; those of a target follow each other. The way forward is there once, whatever K is.
/// </remarks>
internal static class PathGraph
{
    /// <summary>The number of legs; each has as many rows as points, so that it is not that of the batch.</summary>
    public static Dim Legs { get; } = new(null, "legs");

    public static Model Build(Compilation compilation, PathOptions options)
    {
        var graph = compilation.Canonical.Graph;
        var builder = Continuation.Begin(compilation);
        var type = graph.Info(compilation.TargetValue)!.ElementType;
        var point = builder.Input(PathPort.Point, type, Legs, new Dim(null, "T"));
        var weight = builder.Input(PathPort.Weight, type, Legs, new Dim(null, "T"));
        var motion = options.Players ? Motion.Write(builder, type) : null;
        var steps = compilation.Features.ToImmutableDictionary(
            f => f,
            f => Interpolate(builder, graph.Info(f)!, point, motion, options.ManyEnds),
            StringComparer.Ordinal
        );
        var targets = Continuation.WriteEach(builder, compilation, options.Targets);
        builder.Output(Continuation.Joined(targets), PathPort.Target);
        var gate = options.Gate is { } name ? Gate(builder, name) : null;
        var gradients = targets.Select(t => Gradients(builder, t, gate, compilation)).ToArray();
        foreach (var feature in compilation.Features)
        {
            var sums = gradients
                .Select(g => WeightedSum(g[feature], weight, graph.Info(feature)!))
                .Select(sum => options.MultiplyByInputs ? sum * steps[feature] : sum);
            builder.Output(Continuation.Joined([.. sums]), PathPort.Sum(feature));
        }
        return compilation.Canonical with { Graph = builder.Build("path") };
    }

    /// <summary>The weights of the neurons of a gate.</summary>
    private static (string Name, Value Weights)? Gate(GraphBuilder builder, string name)
    {
        GradientGraph.RequireOnTheWay(builder, name);
        var info = builder.Info(name);
        return (name, builder.Input(info with { Name = PathPort.Gate, Shape = info.Shape!.Value.SetItem(0, 1) }));
    }

    /// <summary>
    /// The gradient of one target; of a gate, the part that flows through its neurons: ∂F/∂A, weighted neuron by neuron, times ∂A/∂x.
    /// </summary>
    private static ImmutableDictionary<string, Value> Gradients(
        GraphBuilder builder,
        Value target,
        (string Name, Value Weights)? gate,
        Compilation compilation
    )
    {
        if (gate is not var (name, weights))
            return Differentiation.Backward(builder, target, compilation.Features, compilation.Rules);
        var slope = Differentiation.Backward(builder, target, [name], compilation.Rules)[name];
        return Differentiation.Backward(
            builder,
            KeyValuePair.Create(name, slope * weights),
            compilation.Features,
            compilation.Rules
        );
    }

    /// <summary>Defines the feature at every point under its own name and returns how far it moves along each leg.</summary>
    private static Value Interpolate(GraphBuilder builder, ValueInfo info, Value point, Motion? motion, bool manyEnds)
    {
        var ends = manyEnds ? Legs : 1;
        var x = Continuation.Row(builder, info, PathPort.Example(info.Name), ends);
        var baseline = Continuation.Row(builder, info, PathPort.Baseline(info.Name), ends);
        var (beginning, step) = motion?.Leg(baseline, x - baseline, info) ?? (baseline, x - baseline);
        var rank = info.Shape!.Value.Length;
        var place = Reshape(Cast(point, info.ElementType), [0, -1, .. Ones(rank - 1)]);
        var points = place * Unsqueeze(step, 1) + Unsqueeze(beginning, 1);
        Continuation.Define(builder, info, Reshape(points, [-1, .. Extents(info)]));
        return step;
    }

    /// <summary>Σ weight ⊙ gradient over the points of each leg, [L, …].</summary>
    private static Value WeightedSum(Value gradient, Value weight, ValueInfo info)
    {
        var b = gradient.Builder;
        var rank = info.Shape!.Value.Length;
        var points = Slice(Shape(weight), [1], [2], [0]);
        var shape =
            rank == 1 ? Concat([b.Longs(-1), points], 0) : Concat([b.Longs(-1), points, b.Longs(Extents(info))], 0);
        var byLeg = Reshape(gradient, shape);
        return ReduceSum(
            Reshape(Cast(weight, info.ElementType), [0, -1, .. Ones(rank - 1)]) * byLeg,
            [1],
            keepDims: false
        );
    }

    private static long[] Extents(ValueInfo info) => [.. info.Shape!.Value.Skip(1).Select(d => d.Extent!.Value)];

    private static IEnumerable<long> Ones(int count) => Enumerable.Repeat(1L, count);
}
