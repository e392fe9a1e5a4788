using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Targets of one example that share their way forward, since their baselines are the same.</summary>
/// <param name="Rows">Which rows of the question these are.</param>
/// <param name="Feeds">
/// What they feed into a graph, by <see cref="PathPort"/>. The selection has as many rows in every group of a question; where a group has
/// fewer, its last one is repeated.
/// </param>
internal sealed record TargetGroup(ImmutableArray<int> Rows, ImmutableDictionary<string, Tensor> Feeds)
{
    /// <summary>Ways back behind one way forward, at most: further ones save little, and make the graph larger.</summary>
    private const int Most = 8;

    /// <summary>Targets of a graph that the group can be fed to.</summary>
    public int Targets => (int)Feeds[PathPort.Selection].Shape[0];

    /// <summary>The groups of a question, in the order of its rows.</summary>
    /// <param name="rows">What each row feeds; an example has one for each of its targets, which follow each other.</param>
    /// <param name="targets">How many an example has.</param>
    public static ImmutableArray<TargetGroup> Of(ImmutableArray<ImmutableDictionary<string, Tensor>> rows, int targets)
    {
        var examples = Enumerable.Range(0, rows.Length).Chunk(targets).ToArray();
        var groups = (targets + Most - 1) / Most;
        var size = examples.All(e => DifferInTarget(rows, e)) ? (targets + groups - 1) / groups : 1;
        return [.. examples.SelectMany(e => e.Chunk(size)).Select(group => Of(rows, [.. group], size))];
    }

    private static TargetGroup Of(
        ImmutableArray<ImmutableDictionary<string, Tensor>> rows,
        ImmutableArray<int> group,
        int size
    )
    {
        var padded = group.AddRange(Enumerable.Repeat(group[^1], size - group.Length));
        var selection = Tensor.Stacked([.. padded.Select(row => rows[row][PathPort.Selection])]);
        return new TargetGroup(group, rows[group[0]].SetItem(PathPort.Selection, selection));
    }

    /// <summary>Whether rows feed the same, the target excepted.</summary>
    private static bool DifferInTarget(ImmutableArray<ImmutableDictionary<string, Tensor>> rows, int[] group) =>
        group
            .Skip(1)
            .All(row =>
                rows[row]
                    .All(feed =>
                        string.Equals(feed.Key, PathPort.Selection, StringComparison.Ordinal)
                        || feed.Value.ContentEquals(rows[group[0]][feed.Key])
                    )
            );
}
