using System.Collections.Immutable;

namespace Ascribe.Tests.Paths;

public sealed class TargetGroupTests
{
    [Fact]
    public void Targets_BetweenTheSameEnds_ShareTheirFeeds()
    {
        var groups = TargetGroup.Of(Rows(examples: 2, targets: 3, _ => 0), 3);
        groups
            .Select(g => g.Rows.ToArray())
            .ShouldBe([
                [0, 1, 2],
                [3, 4, 5],
            ]);
        groups[1].Targets.ShouldBe(3);
        groups[1].Feeds[PathPort.Selection].ToDoubles().ShouldBe([3, 4, 5]);
        groups[1].Feeds[PathPort.Example("x")].ToDoubles().ShouldBe([1]);
    }

    [Fact]
    public void Targets_WithBaselinesOfTheirOwn_AreAlone()
    {
        // Of the second example only; one graph serves all.
        var groups = TargetGroup.Of(Rows(examples: 2, targets: 2, row => row == 3 ? 1 : 0), 2);
        groups.Select(g => g.Rows.Single()).ShouldBe([0, 1, 2, 3]);
        groups.ShouldAllBe(g => g.Targets == 1);
    }

    [Fact]
    public void Targets_ManyOfThem_AreDividedEvenly()
    {
        var groups = TargetGroup.Of(Rows(examples: 2, targets: 11, _ => 0), 11);
        groups.Select(g => g.Rows.Length).ShouldBe([6, 5, 6, 5]);
        groups.ShouldAllBe(g => g.Targets == 6);
        groups[1].Feeds[PathPort.Selection].ToDoubles().ShouldBe([6, 7, 8, 9, 10, 10]);
        groups.SelectMany(g => g.Rows).ShouldBe(Enumerable.Range(0, 22));
    }

    [Fact]
    public void Target_ThatIsTheOnlyOne_IsFedAsItIs()
    {
        var rows = Rows(examples: 3, targets: 1, row => row);
        TargetGroup.Of(rows, 1).Select(g => g.Feeds[PathPort.Selection].ToDoubles().Single()).ShouldBe([0, 1, 2]);
    }

    /// <summary>Rows of a feature x that is the example's number, with the row's number for its selection.</summary>
    private static ImmutableArray<ImmutableDictionary<string, Tensor>> Rows(
        int examples,
        int targets,
        Func<int, float> baseline
    ) =>
        [
            .. Enumerable
                .Range(0, examples * targets)
                .Select(row =>
                    ImmutableDictionary<string, Tensor>
                        .Empty.Add(PathPort.Example("x"), Tensor.Of([(float)(row / targets)], 1, 1))
                        .Add(PathPort.Baseline("x"), Tensor.Of([baseline(row)], 1, 1))
                        .Add(PathPort.Selection, Tensor.Of([(float)row], 1, 1))
                ),
        ];
}
