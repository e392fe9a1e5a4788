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
/// for L legs of T points, the selection [1, …] over the target's value. Without players a leg is the line b + α(x − b). With
/// players, who is present at its ends comes in as [L, N], and the players of elements as one number each; an element whose
/// player is present stands at x, one whose player is not at b, and one whose player enters moves from b to x. Out: the target
/// [L·T], then one sum [L, …] per feature.
/// </remarks>
internal static class PathGraph
{
    public static Model Build(Compilation compilation, PathOptions options)
    {
        var graph = compilation.Canonical.Graph;
        var builder = Continuation.Begin(compilation);
        var type = graph.Info(compilation.TargetValue)!.ElementType;
        var point = builder.Input(PathPort.Point, type, Dim.Batch, new Dim(null, "T"));
        var weight = builder.Input(PathPort.Weight, type, Dim.Batch, new Dim(null, "T"));
        var motion = options.Players ? Motion.Write(builder, point) : null;
        var steps = compilation.Features.ToImmutableDictionary(
            f => f,
            f => Interpolate(builder, graph.Info(f)!, point, motion, options.ManyEnds),
            StringComparer.Ordinal
        );
        var target = Continuation.Write(builder, compilation);
        builder.Output(target, PathPort.Target);
        var gradients = options.Gate is { } gate
            ? Gated(builder, target, gate, compilation)
            : Differentiation.Backward(builder, target, compilation.Features, compilation.Rules);
        foreach (var feature in compilation.Features)
        {
            var sum = WeightedSum(gradients[feature], weight, graph.Info(feature)!);
            builder.Output(options.MultiplyByInputs ? sum * steps[feature] : sum, PathPort.Sum(feature));
        }
        return compilation.Canonical with { Graph = builder.Build("path") };
    }

    /// <summary>The part of the gradient that flows through the neurons of a gate: ∂F/∂A, weighted neuron by neuron, times ∂A/∂x.</summary>
    private static ImmutableDictionary<string, Value> Gated(
        GraphBuilder builder,
        Value target,
        string gate,
        Compilation compilation
    )
    {
        GradientGraph.RequireOnTheWay(builder, gate);
        var info = builder.Info(gate);
        var weights = builder.Input(info with { Name = PathPort.Gate, Shape = info.Shape!.Value.SetItem(0, 1) });
        var slope = Differentiation.Backward(builder, target, [gate], compilation.Rules)[gate];
        return Differentiation.Backward(
            builder,
            KeyValuePair.Create(gate, slope * weights),
            compilation.Features,
            compilation.Rules
        );
    }

    /// <summary>Defines the feature at every point under its own name and returns how far it moves along each leg.</summary>
    private static Value Interpolate(GraphBuilder builder, ValueInfo info, Value point, Motion? motion, bool manyEnds)
    {
        var x = Continuation.Row(builder, info, PathPort.Example(info.Name), manyEnds);
        var baseline = Continuation.Row(builder, info, PathPort.Baseline(info.Name), manyEnds);
        var difference = x - baseline;
        var rank = info.Shape!.Value.Length;
        if (motion is null)
        {
            var place = Reshape(Cast(point, info.ElementType), [0, -1, .. Ones(rank - 1)]);
            var points = place * Unsqueeze(difference, 1) + Unsqueeze(baseline, 1);
            Continuation.Define(builder, info, Reshape(points, [-1, .. Extents(info)]));
            return difference;
        }
        var ids = builder.Input(PathPort.Ids(info.Name), ElementType.Int64, new Dim(null, $"ids/{info.Name}"));
        var position = Continuation.Spread(Cast(motion.Position, info.ElementType), ids, info);
        Continuation.Define(builder, info, position * difference + baseline);
        return Continuation.Spread(Cast(motion.Entering, info.ElementType), ids, info) * difference;
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
