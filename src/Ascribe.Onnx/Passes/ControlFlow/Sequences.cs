using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.ControlFlow;

/// <summary>Sequences whose length is known → the tensors that they hold, so that no sequence is left.</summary>
internal sealed class Sequences
{
    private readonly Dictionary<string, ImmutableArray<Value>> held = new(StringComparer.Ordinal);

    /// <summary>Whether the node made or read a sequence and was resolved.</summary>
    public bool Resolve(GraphBuilder builder, Graph graph, Node node)
    {
        if (node.Domain.Length > 0)
            return false;
        switch (node.Op)
        {
            case "SequenceEmpty":
                return Hold(node, []);
            case "SequenceConstruct":
                return Hold(node, [.. node.Inputs.Select(name => builder[name])]);
            case "SplitToSequence" when Lengths(builder, graph, node) is { } lengths:
                return Hold(node, Parts(builder, node, lengths));
            case "Identity" when Of(node) is { } copied:
                return Hold(node, copied);
            case "SequenceInsert"
                when Of(node) is { } list && Place(builder, node, 2, list.Length, list.Length) is { } place:
                return Hold(node, list.Insert(place, builder[node.Required(1)]));
            case "SequenceErase"
                when Of(node) is { } list && Place(builder, node, 1, list.Length, list.Length - 1) is { } place:
                return Hold(node, list.RemoveAt(place));
            case "SequenceAt" when Of(node) is { } list && Place(builder, node, 1, list.Length, 0) is { } place:
                return Define(builder, node, list[place]);
            case "SequenceLength" when Of(node) is { } list:
                return Define(builder, node, builder.Scalar(list.Length, ElementType.Int64));
            case "ConcatFromSequence" when Of(node) is { IsEmpty: false } list:
                var axis = node.Attributes.Int("axis");
                var stacked = node.Attributes.Int("new_axis") != 0;
                return Define(builder, node, Concat([.. list.Select(v => stacked ? Unsqueeze(v, axis) : v)], axis));
            default:
                return false;
        }
    }

    private ImmutableArray<Value>? Of(Node node) =>
        node.Input(0) is { } name && held.TryGetValue(name, out var values) ? values : null;

    private bool Hold(Node node, ImmutableArray<Value> values)
    {
        held[node.Output] = values;
        return true;
    }

    private static bool Define(GraphBuilder builder, Node node, Value value)
    {
        builder.Alias(node.Output, value);
        return true;
    }

    /// <summary>A constant position, counted from the front.</summary>
    private static int? Place(GraphBuilder builder, Node node, int input, int length, int otherwise)
    {
        if (node.Input(input) is not { } name)
            return otherwise;
        if (builder[name].Content is not { } content)
            return null;
        var stated = content.ToLongs()[0];
        var place = stated < 0 ? stated + length : stated;
        return place >= 0 && place <= Math.Max(otherwise, length - 1)
            ? (int)place
            : throw new ModelException($"{node} reaches for position {stated} of a sequence of {length}.");
    }

    private static ImmutableArray<long>? Lengths(GraphBuilder builder, Graph graph, Node node)
    {
        var axis = node.Attributes.Int("axis");
        var shape = graph.Info(node.Required(0))?.Shape;
        if (shape is not { } dims)
            return null;
        var place = axis < 0 ? axis + dims.Length : axis;
        if (place < 0 || place >= dims.Length || dims[(int)place].Extent is not { } extent)
            return null;
        if (node.Input(1) is not { } name)
            return [.. Enumerable.Repeat(1L, (int)extent)];
        if (builder[name].Content is not { } content)
            return null;
        if (content.Rank > 0)
            return [.. content.ToLongs()];
        var length = content.ToLongs()[0];
        if (length < 1)
            throw new ModelException($"{node} splits into parts of {length}.");
        return
        [
            .. Enumerable
                .Range(0, (int)((extent + length - 1) / length))
                .Select(i => Math.Min(length, extent - i * length)),
        ];
    }

    private static ImmutableArray<Value> Parts(GraphBuilder builder, Node node, ImmutableArray<long> lengths)
    {
        var axis = node.Attributes.Int("axis");
        var x = builder[node.Required(0)];
        var starts = lengths.Select((_, i) => lengths.Take(i).Sum());
        var parts = starts.Zip(lengths, (start, length) => Slice(x, [start], [start + length], [axis]));
        var drops = node.Input(1) is null && node.Attributes.Int("keepdims", 1) == 0;
        return [.. parts.Select(p => drops ? Squeeze(p, axis) : p)];
    }
}
