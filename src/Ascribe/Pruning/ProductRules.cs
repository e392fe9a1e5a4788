using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>How channels pass sums of products: terms of a sum on one side, results on the other.</summary>
internal static class ProductRules
{
    /// <summary>Weights [O, I/g, …]. A convolution in groups loses the same channels of every group, so that its groups stay alike.</summary>
    public static void Conv(ChannelTies ties, Node node)
    {
        var (x, w, y) = (node.Required(0), node.Required(1), node.Output);
        var groups = (int)node.Attributes.Int("group", 1);
        if (IsDepthwise(ties, node))
            TieDepthwise(ties, x, y, groups);
        else
        {
            TieGroups(ties, new(x, 1), new(w, 1), groups);
            TieGroups(ties, new(y, 1), null, groups);
            ties.Sum(node, 0, 1);
        }
        ties.Tie(w, 0, y, 1);
        Finish(ties, node);
    }

    /// <summary>Weights [I, O/g, …].</summary>
    public static void ConvTranspose(ChannelTies ties, Node node)
    {
        var (x, w, y) = (node.Required(0), node.Required(1), node.Output);
        var groups = (int)node.Attributes.Int("group", 1);
        ties.Tie(w, 0, x, 1);
        TieGroups(ties, new(x, 1), null, groups);
        TieGroups(ties, new(y, 1), new(w, 1), groups);
        ties.Sum(node, 0, 1);
        Finish(ties, node);
    }

    /// <summary>α·A′·B′ + β·C.</summary>
    public static void Gemm(ChannelTies ties, Node node)
    {
        var (a, b, y) = (node.Required(0), node.Required(1), node.Output);
        var (left, right) = ((int)node.Attributes.Int("transA"), (int)node.Attributes.Int("transB"));
        ties.Tie(a, left, y, 0);
        ties.Tie(a, 1 - left, b, right);
        ties.Tie(b, 1 - right, y, 1);
        if (node.Input(2) is { } c)
        {
            for (var axis = 0; axis < ties.Rank(c); axis++)
                ties.Tie(c, axis, y, axis + 2 - ties.Rank(c));
        }
        ties.Sum(node, 0, 1 - left);
        if (ties.IsStored(b))
            ties.Make(node, 1);
    }

    /// <summary>Over the last two axes; those before are aligned like operands of a sum.</summary>
    public static void MatMul(ChannelTies ties, Node node)
    {
        var (a, b, y) = (node.Required(0), node.Required(1), node.Output);
        var (rankOfA, rankOfB, rank) = (ties.Rank(a), ties.Rank(b), ties.Rank(y));
        if (rankOfA < 2 || rankOfB < 2)
        {
            ties.Refuse(node);
            return;
        }
        ties.Tie(a, rankOfA - 1, b, rankOfB - 2);
        for (var axis = 0; axis < rankOfA - 1; axis++)
            ties.Tie(a, axis, y, axis + rank - rankOfA);
        for (var axis = 0; axis < rankOfB; axis++)
        {
            if (axis != rankOfB - 2)
                ties.Tie(b, axis, y, axis + rank - rankOfB);
        }
        ties.Sum(node, 0, rankOfA - 1);
        if (ties.IsStored(b))
            ties.Make(node, rank - 1);
    }

    /// <summary>Whether each channel has weights of its own.</summary>
    public static bool IsDepthwise(ChannelTies ties, Node node) =>
        node.Op is "Conv"
        && node.Attributes.Int("group", 1) is > 1 and var groups
        && groups == ties.Extent(node.Required(0), 1);

    private static void TieDepthwise(ChannelTies ties, string x, string y, int groups)
    {
        var each = ties.Extent(y, 1) / groups;
        for (var place = 0; place < groups * each; place++)
            ties.Cells.Tie(ties.Cells.At(new(x, 1), place / each), ties.Cells.At(new(y, 1), place));
    }

    /// <summary>Ties what has the same place in each group, and the axis of the weights that holds one group's places.</summary>
    private static void TieGroups(ChannelTies ties, ChannelAxis channels, ChannelAxis? weights, int groups)
    {
        var each = ties.Cells.Count(channels) / groups;
        for (var group = 1; group < groups; group++)
            ties.Tie(channels, 0, channels, group * each, each);
        if (weights is { } axis)
            ties.Tie(channels, 0, axis, 0, each);
    }

    private static void Finish(ChannelTies ties, Node node)
    {
        var y = node.Output;
        ties.Tie(node.Required(0), 0, y, 0);
        if (node.Input(2) is { } bias)
            ties.Tie(bias, 0, y, 1);
        for (var axis = 2; axis < ties.Rank(y); axis++)
        {
            ties.Relate(node, node.Required(0), axis);
            ties.Relate(node, node.Required(1), axis);
            ties.Relate(node, y, axis);
        }
        if (ties.IsStored(node.Required(1)))
            ties.Make(node, 1);
    }
}
