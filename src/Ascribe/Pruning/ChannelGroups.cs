using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>What can be pruned of a model.</summary>
public static class ChannelGroups
{
    /// <summary>The groups of channels that can be removed, in running order of their first layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">Further values along which channels lie, such as activations, to be found in <see cref="ChannelGroup.Places"/>.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <remarks>
    /// Channels are followed from the weights that make them to the sums over them. Those that reach an output of the model, or an
    /// operator that is not known to treat channels one by one, are in no group; <see cref="ChannelRemoval.Keep"/> says why.
    /// </remarks>
    /// <exception cref="ModelException">The model cannot be run, or needs shapes, or a value has no channels.</exception>
    public static ImmutableArray<ChannelGroup> Of(
        Model model,
        ImmutableArray<string> values = default,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    ) => Found(new ChannelTies(PrunableForm.Of(model, shapes).Graph), values);

    internal static ImmutableArray<ChannelGroup> Found(ChannelTies ties, ImmutableArray<string> values = default)
    {
        var shown = (values.IsDefault ? [] : values).Select(ties.RequireChannels).ToArray();
        var groups = new List<(List<ChannelAxis> Layers, HashSet<int> Roots)>();
        foreach (var layer in ties.Layers)
        {
            var roots = ties
                .Cells.Of(layer)
                .Where(c => ties.Cells.PinOf(c) is null)
                .Select(ties.Cells.Root)
                .ToHashSet();
            var joined = groups.Where(g => g.Roots.Overlaps(roots)).ToArray();
            if (roots.Count == 0)
                continue;
            if (joined.Length == 0)
                groups.Add(([layer], roots));
            foreach (var (i, group) in joined.Index())
                Join(groups, joined[0], i == 0 ? ([layer], roots) : group);
        }
        return [.. groups.Select(g => Group(ties, g.Layers, g.Roots, shown))];
    }

    private static void Join(
        List<(List<ChannelAxis> Layers, HashSet<int> Roots)> groups,
        (List<ChannelAxis> Layers, HashSet<int> Roots) first,
        (List<ChannelAxis> Layers, HashSet<int> Roots) other
    )
    {
        first.Layers.AddRange(other.Layers);
        first.Roots.UnionWith(other.Roots);
        groups.RemoveAll(g => ReferenceEquals(g.Roots, other.Roots));
    }

    private static ChannelGroup Group(
        ChannelTies ties,
        List<ChannelAxis> layers,
        HashSet<int> roots,
        ChannelAxis[] shown
    )
    {
        var numbers = roots.Order().Index().ToDictionary(r => r.Item, r => r.Index);
        var inOrder = ties.Layers.Where(layers.Contains).ToArray();
        return new(
            [.. inOrder.Select(l => l.Value)],
            numbers.Count,
            [
                .. ties
                    .Readings.Where(r => ties.Cells.Of(r.Axis).Any(c => roots.Contains(ties.Cells.Root(c))))
                    .Select(r => r.Node.Output)
                    .Distinct(StringComparer.Ordinal),
            ],
            inOrder
                .Concat(shown.Where(v => ties.Cells.Of(v).Any(c => roots.Contains(ties.Cells.Root(c)))))
                .Distinct()
                .ToImmutableSortedDictionary(
                    l => l.Value,
                    l =>
                        ties.Cells.Of(l)
                            .Select(c => numbers.GetValueOrDefault(ties.Cells.Root(c), -1))
                            .ToImmutableArray(),
                    StringComparer.Ordinal
                )
        );
    }
}
