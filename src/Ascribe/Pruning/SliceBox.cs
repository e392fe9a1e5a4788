using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>What a Slice in steps of one cuts out.</summary>
/// <param name="Axes">The axes that it cuts.</param>
/// <param name="Starts">Where it starts along each of them, within bounds; as stated where the extent is free.</param>
internal sealed record SliceBox(ImmutableArray<int> Axes, ImmutableArray<int> Starts)
{
    /// <summary>The box; null where it is no constant or has another step.</summary>
    public static SliceBox? Of(ChannelTies ties, Node node)
    {
        var constants = ties.Graph.Constants;
        if (node.Inputs.Skip(1).Any(i => i.Length > 0 && !constants.ContainsKey(i)))
            return null;
        var x = node.Required(0);
        var starts = constants[node.Required(1)].ToLongs();
        if (node.Input(4) is { } steps && constants[steps].ToLongs().Any(step => step != 1))
            return null;
        var axes = node.Input(3) is { } listed
            ? constants[listed].ToLongs().Select(a => PlaceRules.FromFront((int)a, ties.Rank(x)))
            : Enumerable.Range(0, starts.Length);
        var cut = axes.ToImmutableArray();
        return new(cut, [.. cut.Zip(starts, (axis, start) => Bounded(start, ties.Extent(x, axis)))]);
    }

    private static int Bounded(long start, int extent) =>
        (int)Math.Clamp(start < 0 ? start + extent : start, 0, Math.Max(0, extent));
}
