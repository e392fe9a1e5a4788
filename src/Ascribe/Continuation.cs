using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe;

/// <summary>Writes what comes behind the features into a graph: from their values at any number of rows to the target of each.</summary>
/// <remarks>
/// What is not explained but goes around the features – the sides – is held at the example and comes in as one row, as does the
/// selection of the target's entries; both by <see cref="PathPort"/>.
/// </remarks>
internal static class Continuation
{
    /// <summary>A builder that holds the model's constants and keeps its names free.</summary>
    public static GraphBuilder Begin(Compilation compilation)
    {
        var graph = compilation.Canonical.Graph;
        var builder = new GraphBuilder();
        builder.Reserve(graph.ValueNames);
        foreach (var (name, tensor) in graph.Constants)
            builder.Constant(tensor, name);
        return builder;
    }

    /// <summary>Adds the input for a feature's example or baseline.</summary>
    /// <param name="builder">The graph.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="port">The input's name.</param>
    /// <param name="rows">How many there are of it.</param>
    public static Value Row(GraphBuilder builder, ValueInfo feature, string port, Dim rows) =>
        builder.Input(feature with { Name = port, Shape = feature.Shape!.Value.SetItem(0, rows) });

    /// <summary>Gives the rows of a feature its own name.</summary>
    public static void Define(GraphBuilder builder, ValueInfo feature, Value rows) =>
        builder.Add(new Node("Identity", [rows.Name], [feature.Name], Attributes.None), _ => feature);

    /// <summary>Writes the nodes behind the features, which stand in the graph by now; returns the target, one number per row.</summary>
    public static Value Write(GraphBuilder builder, Compilation compilation) => WriteEach(builder, compilation, 1)[0];

    /// <summary>Writes the nodes behind the features once and several targets behind them, one number per row each.</summary>
    /// <param name="builder">The graph; the features stand in it by now.</param>
    /// <param name="compilation">The model.</param>
    /// <param name="targets">How many; the selection that comes in has a row for each.</param>
    public static Value[] WriteEach(GraphBuilder builder, Compilation compilation, int targets)
    {
        var value = WriteValue(builder, compilation);
        var selection = builder.Input(
            PathPort.Selection,
            value.ElementType,
            [targets, .. Target.Single(value).Skip(1).Select(extent => (Dim)extent)]
        );
        return targets == 1
            ? [Target.WriteSum(value, selection)]
            :
            [
                .. Enumerable
                    .Range(0, targets)
                    .Select(t => Target.WriteSum(value, Slice(selection, [t], [t + 1], [0]))),
            ];
    }

    /// <summary>What each of several targets has rows of, one target behind the other.</summary>
    public static Value Joined(Value[] byTarget) => byTarget is [var only] ? only : Concat(byTarget, 0);

    /// <summary>Writes the nodes behind the features, which stand in the graph by now; returns the value that the target is read from.</summary>
    public static Value WriteValue(GraphBuilder builder, Compilation compilation)
    {
        var graph = compilation.Canonical.Graph;
        var count = Slice(Shape(builder[compilation.Features[0]]), [0], [1], [0]);
        foreach (var side in compilation.Cut.Sides)
            Repeat(builder, graph.Info(side)!, count);
        foreach (var node in compilation.Cut.Downstream)
            builder.Add(node, graph.Info);
        return builder[compilation.TargetValue];
    }

    /// <summary>Adds the input for the player of each element of a feature.</summary>
    public static Value Ids(GraphBuilder builder, ValueInfo feature) =>
        builder.Input(PathPort.Ids(feature.Name), ElementType.Int64, new Dim(null, $"ids/{feature.Name}"));

    /// <summary>A number per player, [R, N], given to each element of a feature, [R, …].</summary>
    /// <remarks>By GatherElements, with the ids once for each row: Gather copies element by element, which takes more than ten times as long.</remarks>
    public static Value Spread(Value byPlayer, Value ids, ValueInfo feature, Dim rows)
    {
        var each = Expand(ids, Concat([Slice(Shape(byPlayer), [0], [1], [0]), Shape(ids)], 0));
        var elements = Binary("GatherElements", byPlayer, each, Attributes.None.With("axis", 1));
        long[] shape = [-1, .. feature.Shape!.Value.Skip(1).Select(d => d.Extent!.Value)];
        return byPlayer.Builder.Shaped(Reshape(elements, shape), feature.Shape!.Value.SetItem(0, rows).AsSpan());
    }

    /// <summary>Defines a side value as one row repeated for every row of the features.</summary>
    private static void Repeat(GraphBuilder builder, ValueInfo info, Value count)
    {
        if (info.Shape is not { Length: > 0 } shape || shape[0] != Dim.Batch)
        {
            var whole = builder.Input(info with { Name = PathPort.Side(info.Name) });
            builder.Add(new Node("Identity", [whole.Name], [info.Name], Attributes.None), _ => info);
            return;
        }
        var one = builder.Input(info with { Name = PathPort.Side(info.Name), Shape = shape.SetItem(0, 1) });
        var rows =
            shape.Length == 1 ? count : Concat([count, builder.Longs([.. Enumerable.Repeat(1L, shape.Length - 1)])], 0);
        builder.Add(new Node("Expand", [one.Name, rows.Name], [info.Name], Attributes.None), _ => info);
    }
}
