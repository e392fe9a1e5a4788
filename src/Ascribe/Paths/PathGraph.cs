using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe;

/// <summary>
/// The graph of a straight path: points b + α(x − b), the target there, its gradient, and the weighted sum over points, so
/// that what goes in is x, b and the points, and what comes out is one attribution.
/// </summary>
/// <remarks>
/// In, by <see cref="PathPort"/>: example and baseline [1, …] per feature, one [1, …] per side value, points and weights [P],
/// the selection [1, …] over the target's value. Out: the target [P], then one sum [1, …] per feature.
/// </remarks>
internal static class PathGraph
{
    private static readonly Dim Points = Dim.Batch;

    public static Model Build(Compilation compilation, PathOptions options)
    {
        var graph = compilation.Canonical.Graph;
        var builder = new GraphBuilder();
        builder.Reserve(graph.ValueNames);
        foreach (var (name, tensor) in graph.Constants)
            builder.Constant(tensor, name);
        var type = graph.Info(compilation.TargetValue)!.ElementType;
        var point = builder.Input(PathPort.Point, type, Points);
        var weight = builder.Input(PathPort.Weight, type, Points);
        var steps = compilation.Features.ToImmutableDictionary(
            f => f,
            f => Interpolate(builder, graph, f, point),
            StringComparer.Ordinal
        );
        foreach (var side in compilation.Cut.Sides)
            Repeat(builder, graph.Info(side)!, point);
        foreach (var node in compilation.Cut.Downstream)
            builder.Add(node, graph.Info);
        var value = builder[compilation.TargetValue];
        var selection = builder.Input(
            PathPort.Selection,
            value.ElementType,
            [.. Target.Single(value).Select(extent => (Dim)extent)]
        );
        var target = Target.WriteSum(value, selection);
        builder.Output(target, PathPort.Target);
        var gradients = Differentiation.Backward(builder, target, compilation.Features, compilation.Rules);
        foreach (var feature in compilation.Features)
        {
            var sum = WeightedSum(gradients[feature], weight, builder[feature].Rank);
            builder.Output(options.MultiplyByInputs ? sum * steps[feature] : sum, PathPort.Sum(feature));
        }
        return compilation.Canonical with { Graph = builder.Build("path") };
    }

    /// <summary>Defines the feature as b + α(x − b) under its own name and returns x − b.</summary>
    private static Value Interpolate(GraphBuilder builder, Graph graph, string feature, Value point)
    {
        var info = graph.Info(feature)!;
        Dim[] single = [1, .. info.Shape!.Value.Skip(1)];
        var x = builder.Input(PathPort.Example(feature), info.ElementType, single);
        var baseline = builder.Input(PathPort.Baseline(feature), info.ElementType, single);
        var difference = x - baseline;
        var offset = Column(Cast(point, info.ElementType), single.Length) * difference;
        builder.Add(new Node("Add", [baseline.Name, offset.Name], [feature], Attributes.None), _ => info);
        return difference;
    }

    /// <summary>Defines a side value as one row repeated for every point.</summary>
    private static void Repeat(GraphBuilder builder, ValueInfo info, Value point)
    {
        if (info.Shape is not { Length: > 0 } shape || shape[0] != Dim.Batch)
        {
            builder.Add(
                new Node(
                    "Identity",
                    [builder.Input(info with { Name = PathPort.Side(info.Name) }).Name],
                    [info.Name],
                    Attributes.None
                ),
                _ => info
            );
            return;
        }
        var one = builder.Input(info with { Name = PathPort.Side(info.Name), Shape = shape.SetItem(0, 1) });
        var count = Shape(point);
        var rows =
            shape.Length == 1 ? count : Concat([count, builder.Longs([.. Enumerable.Repeat(1L, shape.Length - 1)])], 0);
        builder.Add(new Node("Expand", [one.Name, rows.Name], [info.Name], Attributes.None), _ => info);
    }

    /// <summary>Σ weight ⊙ gradient over the points, [1, …].</summary>
    private static Value WeightedSum(Value gradient, Value weight, int rank) =>
        ReduceSum(Column(Cast(weight, gradient.ElementType), rank) * gradient, [0]);

    /// <summary>[P] → [P, 1, …].</summary>
    private static Value Column(Value vector, int rank) =>
        rank == 1 ? vector : Reshape(vector, [-1, .. Enumerable.Repeat(1L, rank - 1)]);
}
