using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>A graph without some of its channels.</summary>
internal sealed class ChannelCut
{
    private readonly ChannelTies ties;
    private readonly HashSet<int> removed;
    private readonly ImmutableDictionary<string, Tensor>.Builder constants;

    private ChannelCut(ChannelTies ties, HashSet<int> removed)
    {
        this.ties = ties;
        this.removed = removed;
        constants = ties.Graph.Constants.ToBuilder();
    }

    /// <summary>The graph of the ties without the cells of some roots.</summary>
    /// <exception cref="ModelException">Nothing would be left of a value.</exception>
    public static Graph Of(ChannelTies ties, HashSet<int> removed)
    {
        var cut = new ChannelCut(ties, removed);
        foreach (var name in ties.Known)
            cut.RequireRest(name);
        foreach (var (name, tensor) in ties.Graph.Constants)
            cut.constants[name] = cut.Cut(name, tensor);
        var nodes = ties.Graph.Nodes.Select(cut.Cut).ToImmutableArray();
        return ties.Graph with
        {
            Nodes = nodes,
            Constants = cut.constants.ToImmutable(),
            Outputs = [.. ties.Graph.Outputs.Select(cut.Cut)],
            Values = ties.Graph.Values.ToImmutableDictionary(v => v.Key, v => cut.Cut(v.Value), StringComparer.Ordinal),
        };
    }

    private bool IsKept(int cell) => !removed.Contains(ties.Cells.Root(cell));

    private int KeptOf(ChannelAxis axis, int start, int count) =>
        ties.Cells.Of(axis).Skip(start).Take(count).Count(IsKept);

    private bool IsCut(string value, int axis) => !ties.Cells.Of(new(value, axis)).All(IsKept);

    private void RequireRest(string value)
    {
        for (var axis = 0; axis < ties.Rank(value); axis++)
        {
            if (IsCut(value, axis) && !ties.Cells.Of(new(value, axis)).Any(IsKept))
                throw new ModelException(
                    $"nothing would be left of '{value}': keep at least one of its {ties.Extent(value, axis)} channels."
                );
        }
    }

    private ValueInfo Cut(ValueInfo info) =>
        info.Shape is { } shape
            ? info with
            {
                Shape = [.. shape.Select((dim, axis) => IsCut(info.Name, axis) ? Rest(info.Name, axis) : dim)],
            }
            : info;

    private Dim Rest(string value, int axis) => KeptOf(new(value, axis), 0, int.MaxValue);

    private Tensor Cut(string name, Tensor tensor)
    {
        for (var axis = 0; axis < tensor.Rank; axis++)
        {
            if (IsCut(name, axis))
                tensor = TensorPlaces.Of(
                    tensor,
                    axis,
                    [.. ties.Cells.Of(new(name, axis)).Index().Where(c => IsKept(c.Item)).Select(c => c.Index)]
                );
        }
        return tensor;
    }

    private Node Cut(Node node) =>
        node.Domain.Length > 0
            ? node
            : node.Op switch
            {
                "Conv" => Regrouped(node),
                "Reshape" => Reshaped(node),
                "Split" => Resplit(node),
                "Slice" => Resliced(node),
                "Pad" => Repadded(node),
                _ => node,
            };

    private Node Regrouped(Node node) =>
        ProductRules.IsDepthwise(ties, node) && IsCut(node.Required(0), 1)
            ? node with
            {
                Attributes = node.Attributes.With("group", KeptOf(new(node.Required(0), 1), 0, int.MaxValue)),
            }
            : node;

    /// <summary>The shape is written out anew where channels go, and where it was computed: from what, may have lost some.</summary>
    private Node Reshaped(Node node)
    {
        if (!ties.Knows(node.Output))
            return node;
        var axes = Enumerable.Range(0, ties.Rank(node.Output)).ToArray();
        var computed = !constants.ContainsKey(node.Required(1)) && ties.Shape(node.Output).Count(d => !d.IsFixed) < 2;
        if (!computed && !axes.Any(axis => IsCut(node.Output, axis)))
            return node;
        var shape = axes.Select(axis =>
            ties.Shape(node.Output)[axis].IsFixed ? KeptOf(new(node.Output, axis), 0, int.MaxValue) : -1L
        );
        return WithConstant(node, 1, "shape", [.. shape]) with { Attributes = node.Attributes.Without("allowzero") };
    }

    private Node Resplit(Node node)
    {
        var axis = PlaceRules.AxisOf(ties, node, node.Required(0), 0);
        if (!IsCut(node.Required(0), axis))
            return node;
        long[] sizes = [.. node.Outputs.Select(o => (long)KeptOf(new(o, axis), 0, int.MaxValue))];
        return WithConstant(node, 1, "split", sizes) with { Attributes = node.Attributes.Without("num_outputs") };
    }

    private Node Resliced(Node node)
    {
        var x = node.Required(0);
        if (SliceBox.Of(ties, node) is not { } box || !box.Axes.Any(axis => IsCut(x, axis)))
            return node;
        var (starts, ends) = (Numbers(node, 1), Numbers(node, 2));
        foreach (var (i, axis) in box.Axes.Index().Where(a => IsCut(x, a.Item)))
        {
            starts[i] = KeptOf(new(x, axis), 0, box.Starts[i]);
            ends[i] = starts[i] + KeptOf(new(node.Output, axis), 0, int.MaxValue);
        }
        return WithConstant(WithConstant(node, 1, "starts", starts), 2, "ends", ends);
    }

    private Node Repadded(Node node)
    {
        var y = node.Output;
        if (PlaceRules.Pads(ties, node) is not { } pads)
            return node;
        var axes = Enumerable.Range(0, pads.Length).Where(axis => IsCut(y, axis)).ToArray();
        if (axes.Length == 0)
            return node;
        var cut = pads.ToArray();
        foreach (var axis in axes)
        {
            var (before, after) = ((int)pads[axis].Before, (int)pads[axis].After);
            cut[axis] = (KeptOf(new(y, axis), 0, before), KeptOf(new(y, axis), ties.Extent(y, axis) - after, after));
        }
        // Written for every axis, so that a list of axes is not needed any more.
        var whole = WithConstant(node, 1, "pads", [.. cut.Select(p => p.Before), .. cut.Select(p => p.After)]);
        return whole with { Inputs = [.. whole.Inputs.Take(3)] };
    }

    private long[] Numbers(Node node, int input) => ties.Graph.Constants[node.Required(input)].ToLongs();

    /// <summary>The node with numbers as one of its inputs: in the place of the constant there, which nobody else reads, or as a new one.</summary>
    private Node WithConstant(Node node, int input, string hint, long[] numbers)
    {
        if (node.Input(input) is { } name && constants.TryGetValue(name, out var given))
        {
            constants[name] = Tensor.Vector(numbers).To(given.ElementType);
            return node;
        }
        var taken = ties.Graph.ValueNames.Concat(constants.Keys).ToHashSet(StringComparer.Ordinal);
        var fresh = $"{node.Output}.{hint}";
        while (taken.Contains(fresh))
            fresh += "'";
        constants[fresh] = Tensor.Vector(numbers);
        var inputs = node.Inputs.ToList();
        while (inputs.Count <= input)
            inputs.Add("");
        inputs[input] = fresh;
        return node with { Inputs = [.. inputs] };
    }
}
