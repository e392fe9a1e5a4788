using System.Collections.Immutable;
using Ascribe.Players;

namespace Ascribe.Tests.Players;

public sealed class PlayerPartitionTests
{
    private static readonly PlayerPartition Partition = new(
        3,
        ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty.Add("a", [0, 1, 0]).Add("b", [1, 2])
    );

    [Fact]
    public void Sizes_CountElementsOverAllFeatures() => Partition.Sizes.ShouldBe([2, 2, 1]);

    [Fact]
    public void Sums_AreOverAllFeatures() => Partition.Sums(f => f == "a" ? [1, 2, 4] : [8, 16]).ShouldBe([5, 10, 16]);

    [Fact]
    public void Spread_GivesEveryElementItsPlayersNumber()
    {
        Partition.Spread("a", [1, 2, 3]).ShouldBe([1, 2, 1]);
        Partition.Spread("b", [1, 2, 3]).ShouldBe([2, 3]);
    }
}
