using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Which channels of a graph can only be removed together, found by one walk along its nodes.</summary>
/// <remarks>
/// A channel is followed from the weights that make it through everything that treats channels one by one, up to the sums in
/// which it is one term: there its absence and its being zero are the same. What is not known to be either pins it.
/// </remarks>
internal sealed class ChannelTies
{
    private readonly Dictionary<string, ImmutableArray<Dim>> shapes = new(StringComparer.Ordinal);
    private readonly ILookup<string, Node> readers;
    private readonly HashSet<string> stored;
    private readonly List<ChannelAxis> layers = [];
    private readonly Dictionary<ChannelAxis, Node> makers = [];
    private readonly List<ChannelReading> readings = [];

    /// <summary>Walks along a graph.</summary>
    /// <param name="graph">The graph of a <see cref="PrunableForm"/>.</param>
    /// <param name="head">Whether the outputs may lose channels too, and the softmax that gives them with them.</param>
    public ChannelTies(Graph graph, bool head = false)
    {
        Graph = graph;
        Head = head;
        stored = graph.Constants.Keys.ToHashSet(StringComparer.Ordinal);
        readers = graph
            .Nodes.SelectMany(n => n.Reads.Select(r => (Read: r, Node: n)))
            .ToLookup(r => r.Read, r => r.Node, StringComparer.Ordinal);
        foreach (var (name, tensor) in graph.Constants)
            Declare(name, [.. tensor.Shape.Select(extent => (Dim)extent)]);
        foreach (var info in graph.Inputs.Concat(graph.Values.Values).Where(i => i.Shape is not null))
            Declare(info.Name, info.Shape!.Value);
        foreach (var input in graph.Inputs)
            PinWhole(input.Name, $"'{input.Name}' is an input of the model");
        foreach (var node in graph.Nodes)
            Visit(node);
        foreach (var output in graph.Outputs.Where(_ => !head))
            PinWhole(output.Name, $"'{output.Name}' is an output of the model");
    }

    /// <summary>The graph.</summary>
    public Graph Graph { get; }

    /// <summary>Whether classes may be removed.</summary>
    public bool Head { get; }

    /// <summary>All places along all axes.</summary>
    public ChannelCells Cells { get; } = new();

    /// <summary>The axes of channels that stored weights make, in running order.</summary>
    public IReadOnlyList<ChannelAxis> Layers => layers;

    /// <summary>Where sums go over channels, in running order.</summary>
    public IReadOnlyList<ChannelReading> Readings => readings;

    /// <summary>The extents of a value.</summary>
    public ImmutableArray<Dim> Shape(string value) => shapes[value];

    /// <summary>The node that makes the channels of a layer.</summary>
    public Node Maker(ChannelAxis layer) => makers[layer];

    /// <summary>Every value whose shape is known.</summary>
    public IEnumerable<string> Known => shapes.Keys;

    /// <summary>Whether the shape of a value is known.</summary>
    public bool Knows(string value) => shapes.ContainsKey(value);

    /// <summary>The number of axes of a value.</summary>
    public int Rank(string value) => shapes[value].Length;

    /// <summary>The fixed extent of an axis; 0 where it is free.</summary>
    public int Extent(string value, int axis) => Cells.Count(new(value, axis));

    /// <summary>Who reads a value.</summary>
    public IEnumerable<Node> Readers(string value) => readers[value];

    /// <summary>Whether a value is a constant, or made of constants alone.</summary>
    public bool IsStored(string value) => stored.Contains(value);

    /// <summary>The axis of a value along which channels lie; null where there is none, or several.</summary>
    public ChannelAxis? ChannelsOf(string value)
    {
        if (!shapes.TryGetValue(value, out var shape))
            return null;
        var axes = Enumerable.Range(0, shape.Length).Select(a => new ChannelAxis(value, a));
        return axes.Where(a => Cells.Of(a).Any(Cells.IsMade)).ToArray() is [var only] ? only : null;
    }

    /// <summary>The same for a value that has to have such an axis.</summary>
    /// <exception cref="ModelException">It has none.</exception>
    public ChannelAxis RequireChannels(string layer)
    {
        if (ChannelsOf(layer) is { } axis)
            return axis;
        var names = Known.Where(name => !IsStored(name) && ChannelsOf(name) is not null).ToArray();
        throw new ModelException(
            names.Length == 0
                ? "the model has no layer with stored weights, so it has no channels to remove."
                : $"the model has no layer '{layer}' of channels that stored weights make. Similar names: {string.Join(", ", NearestNames.To(layer, names))}."
        );
    }

    /// <summary>Ties the cells of two axes one by one. Where one extent is free or is stretched to the other, there is no tie.</summary>
    public void Tie(string a, int axisOfA, string b, int axisOfB)
    {
        var count = Extent(a, axisOfA);
        if (count == Extent(b, axisOfB))
            Tie(new(a, axisOfA), 0, new(b, axisOfB), 0, count);
    }

    /// <summary>Ties a stretch of one axis to a stretch of another.</summary>
    public void Tie(ChannelAxis a, int startOfA, ChannelAxis b, int startOfB, int count)
    {
        for (var i = 0; i < count; i++)
            Cells.Tie(Cells.At(a, startOfA + i), Cells.At(b, startOfB + i));
    }

    /// <summary>Ties every axis of two values of one rank, save some.</summary>
    public void TieAll(string a, string b, params ReadOnlySpan<int> but)
    {
        for (var axis = 0; axis < Rank(a); axis++)
        {
            if (!but.Contains(axis))
                Tie(a, axis, b, axis);
        }
    }

    /// <summary>Forbids to remove anything along an axis.</summary>
    public void Pin(ChannelAxis axis, string reason)
    {
        foreach (var cell in Cells.Of(axis))
            Cells.Pin(cell, reason);
    }

    /// <summary>Forbids to remove anything along an axis, since a node relates all places there to each other.</summary>
    public void Relate(Node node, string value, int axis) =>
        Pin(new(value, axis), $"{node} relates all places along axis {axis} of '{value}' to each other");

    /// <summary>Forbids to remove anything of what a node reads and makes, since what it does with channels is not known.</summary>
    public void Refuse(Node node)
    {
        foreach (var read in node.Reads)
            PinWhole(read, $"{node} reads '{read}', and how channels pass {node.QualifiedOp} is not known");
        foreach (var output in node.Outputs)
            PinWhole(output, $"{node} makes '{output}', and how channels pass {node.QualifiedOp} is not known");
    }

    /// <summary>States that a node with stored weights makes the channels along an axis.</summary>
    public void Make(Node node, int axis)
    {
        var value = node.Output;
        layers.Add(new(value, axis));
        makers[new(value, axis)] = node;
        foreach (var cell in Cells.Of(new(value, axis)))
            Cells.Make(cell);
    }

    /// <summary>States that a node sums over an axis of one of its inputs.</summary>
    public void Sum(Node node, int input, int axis) => readings.Add(new(node, input, new(node.Required(input), axis)));

    private void PinWhole(string value, string reason)
    {
        for (var axis = 0; shapes.ContainsKey(value) && axis < Rank(value); axis++)
            Pin(new(value, axis), reason);
    }

    private void Declare(string name, ImmutableArray<Dim> shape)
    {
        if (!shapes.TryAdd(name, shape))
            return;
        foreach (var (axis, dim) in shape.Index().Where(d => d.Item.IsFixed))
            Cells.Add(new(name, axis), dim.Extent!.Value);
    }

    private void Visit(Node node)
    {
        if (node.Reads.All(stored.Contains))
            stored.UnionWith(node.Outputs);
        var values = node.Reads.Concat(node.Outputs).Where(v => v.Length > 0);
        if (ChannelRules.Of(node) is { } rule && values.All(shapes.ContainsKey))
            rule(this, node);
        else
            Refuse(node);
    }
}
