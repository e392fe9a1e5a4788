using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>How channels pass what joins, cuts, pads and turns: each keeps its number, counted from elsewhere.</summary>
internal static class PlaceRules
{
    /// <summary>The attribute <c>axis</c>, counted from the front.</summary>
    public static int AxisOf(ChannelTies ties, Node node, string value, int otherwise) =>
        FromFront((int)node.Attributes.Int("axis", otherwise), ties.Rank(value));

    /// <summary>An axis that may be counted from behind, counted from the front.</summary>
    public static int FromFront(int axis, int rank) => axis < 0 ? axis + rank : axis;

    /// <summary>Values one behind the other.</summary>
    public static void Concat(ChannelTies ties, Node node) =>
        Joined(ties, node.Inputs, node.Output, AxisOf(ties, node, node.Output, 0), ties.Refuse, node);

    /// <summary>The same read backwards.</summary>
    public static void Split(ChannelTies ties, Node node)
    {
        if (node.Input(1) is { } sizes && !ties.Graph.Constants.ContainsKey(sizes))
            ties.Refuse(node);
        else
            Joined(ties, node.Outputs, node.Required(0), AxisOf(ties, node, node.Required(0), 0), ties.Refuse, node);
    }

    /// <summary>A box cut out, in steps of one.</summary>
    public static void Slice(ChannelTies ties, Node node)
    {
        if (SliceBox.Of(ties, node) is not { } box)
        {
            ties.Refuse(node);
            return;
        }
        var (x, y) = (node.Required(0), node.Output);
        ties.TieAll(x, y, [.. box.Axes]);
        foreach (var (axis, start) in box.Axes.Zip(box.Starts))
        {
            if (ties.Extent(x, axis) > 0)
                ties.Tie(new(x, axis), start, new(y, axis), 0, ties.Extent(y, axis));
        }
    }

    /// <summary>A constant around: what is put in has no origin, and goes where what it is added to goes.</summary>
    public static void Pad(ChannelTies ties, Node node)
    {
        var (x, y) = (node.Required(0), node.Output);
        if (Pads(ties, node) is not { } pads || pads.Any(p => p.Before < 0 || p.After < 0))
        {
            ties.Refuse(node);
            return;
        }
        var constant = node.Attributes.Text("mode", "constant") is "constant";
        for (var axis = 0; axis < ties.Rank(x); axis++)
        {
            if (!constant && pads[axis] != default)
            {
                ties.Relate(node, x, axis);
                ties.Relate(node, y, axis);
            }
            else if (ties.Extent(x, axis) > 0)
                ties.Tie(new(x, axis), 0, new(y, axis), (int)pads[axis].Before, ties.Extent(x, axis));
        }
    }

    /// <summary>What a Pad puts before and after each axis; null where that is no constant.</summary>
    public static ImmutableArray<(long Before, long After)>? Pads(ChannelTies ties, Node node)
    {
        var rank = ties.Rank(node.Required(0));
        if (!ties.Graph.Constants.TryGetValue(node.Required(1), out var given))
            return null;
        long[] axes = [.. Enumerable.Range(0, rank).Select(a => (long)a)];
        if (node.Input(3) is { } listed)
        {
            if (!ties.Graph.Constants.TryGetValue(listed, out var some))
                return null;
            axes = some.ToLongs();
        }
        var numbers = given.ToLongs();
        var pads = new (long, long)[rank];
        foreach (var (i, axis) in axes.Index())
            pads[FromFront((int)axis, rank)] = (numbers[i], numbers[i + axes.Length]);
        return [.. pads];
    }

    /// <summary>Axes in another order.</summary>
    public static void Transpose(ChannelTies ties, Node node)
    {
        var x = node.Required(0);
        var order = node.Attributes.Ints("perm");
        for (var axis = 0; axis < ties.Rank(x); axis++)
            ties.Tie(x, order.IsDefault ? ties.Rank(x) - 1 - axis : (int)order[axis], node.Output, axis);
    }

    /// <summary>Channels pass where extents are given as factors; as numbers, they would have to be known.</summary>
    public static void Resize(ChannelTies ties, Node node)
    {
        if (node.Input(3) is not null || node.Attributes.Has("axes"))
        {
            ties.Refuse(node);
            return;
        }
        for (var axis = 0; axis < ties.Rank(node.Output); axis++)
        {
            if (axis < 2)
                ties.Tie(node.Required(0), axis, node.Output, axis);
            else
                ties.Relate(node, node.Required(0), axis);
        }
    }

    private static void Joined(
        ChannelTies ties,
        IEnumerable<string> parts,
        string whole,
        int axis,
        Action<Node> refuse,
        Node node
    )
    {
        var position = 0;
        foreach (var part in parts)
        {
            if (part.Length == 0 || (ties.Extent(part, axis) == 0 && ties.Extent(whole, axis) > 0))
            {
                refuse(node);
                return;
            }
            ties.TieAll(part, whole, axis);
            ties.Tie(new(part, axis), 0, new(whole, axis), position, ties.Extent(part, axis));
            position += ties.Extent(part, axis);
        }
    }
}
