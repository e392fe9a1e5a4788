using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>How channels pass what gives elements another shape, or reduces them along axes.</summary>
internal static class ShapeRules
{
    /// <summary>
    /// The same elements under another shape. Axes are compared from the front, in blocks of equal size: an axis may stay, several
    /// may become one (the channels among them have a stretch each then), or one several (of which the first takes the channels).
    /// </summary>
    public static void Regroup(ChannelTies ties, Node node)
    {
        var (x, y) = (node.Required(0), node.Output);
        if (
            AxisBlock.Between(ties.Shape(x), ties.Shape(y)) is not { } blocks
            || ties.Shape(y).Count(d => !d.IsFixed) > 1
        )
        {
            ties.Refuse(node);
            return;
        }
        foreach (var block in blocks)
        {
            switch (block)
            {
                case { From: [var from], To: [var to] }:
                    ties.Tie(x, from, y, to);
                    break;
                case { From: [_, _, ..], To: [var to] }:
                    Spread(ties, node, x, [.. block.From], new(y, to));
                    break;
                case { From: [var from], To: [_, _, ..] }:
                    Spread(ties, node, y, [.. block.To], new(x, from));
                    break;
                default:
                    RefuseBlock(ties, node, block);
                    break;
            }
        }
    }

    /// <summary>What a shape says is only known to follow the channels where it shapes something again.</summary>
    public static void Shape(ChannelTies ties, Node node)
    {
        if (!OnlyShapes(ties, node.Output))
            ties.Refuse(node);
    }

    /// <summary>Axes summed over end here; along others that are reduced, places are related to each other.</summary>
    public static void Reduce(ChannelTies ties, Node node, bool sums)
    {
        var (x, y) = (node.Required(0), node.Output);
        var constant = node.Input(1) is { } name ? ties.Graph.Constants.GetValueOrDefault(name)?.ToLongs() : [];
        if (constant is null)
        {
            ties.Refuse(node);
            return;
        }
        if (constant.Length == 0 && node.Attributes.Int("noop_with_empty_axes") == 0)
            constant = [.. Enumerable.Range(0, ties.Rank(x)).Select(a => (long)a)];
        var reduced = constant.Select(a => PlaceRules.FromFront((int)a, ties.Rank(x))).ToHashSet();
        var keep = node.Attributes.Int("keepdims", 1) != 0;
        for (var (axis, target) = (0, 0); axis < ties.Rank(x); axis++)
        {
            if (!reduced.Contains(axis))
                ties.Tie(x, axis, y, target);
            else if (sums)
                ties.Sum(node, 0, axis);
            else
                ties.Relate(node, x, axis);
            target += keep || !reduced.Contains(axis) ? 1 : 0;
        }
    }

    /// <summary>Ties each place of one of several axes to all places of the joint axis that it stands for.</summary>
    private static void Spread(ChannelTies ties, Node node, string several, int[] axes, ChannelAxis joint)
    {
        var made = axes.FirstOrDefault(a => ties.Cells.Of(new(several, a)).Any(ties.Cells.IsMade), axes[0]);
        foreach (var other in axes.Where(a => a != made))
            ties.Relate(node, several, other);
        var inner = axes.Where(a => a > made).Aggregate(1, (size, a) => size * ties.Extent(several, a));
        var count = ties.Extent(several, made);
        for (var place = 0; place < ties.Cells.Count(joint); place++)
            ties.Cells.Tie(ties.Cells.At(new(several, made), place / inner % count), ties.Cells.At(joint, place));
    }

    private static void RefuseBlock(ChannelTies ties, Node node, AxisBlock block)
    {
        foreach (var axis in block.From)
            ties.Relate(node, node.Required(0), axis);
        foreach (var axis in block.To)
            ties.Relate(node, node.Output, axis);
    }

    private static bool OnlyShapes(ChannelTies ties, string value)
    {
        var open = new Stack<string>([value]);
        while (open.TryPop(out var name))
        {
            if (ties.Graph.Outputs.Any(o => string.Equals(o.Name, name, StringComparison.Ordinal)))
                return false;
            foreach (var reader in ties.Readers(name))
            {
                if (
                    reader is
                    { Op: "Cast" or "Concat" or "Gather" or "Identity" or "Slice" or "Squeeze" or "Unsqueeze" }
                )
                    open.Push(reader.Output);
                else if (reader is not { Op: "Reshape", Domain: "" } || reader.Required(1) != name)
                    return false;
            }
        }
        return true;
    }
}
