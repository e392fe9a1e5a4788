using System.Collections.Immutable;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

/// <summary>Progress and cancellation of baselines that are searched for.</summary>
public sealed class SearchTests
{
    private static readonly ImmutableSortedDictionary<string, (Baseline Baseline, long Total)> Searches =
        new Dictionary<string, (Baseline, long)>
        {
            ["optimized-mask"] = (new OptimizedMask { MostSteps = 40 }, 40),
            ["neutral"] = (new NeutralBaseline { Decision = 0.01, Points = 8 }, 9 + 32),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Searches.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Progress_Rises_AndReachesItsTotal(string name)
    {
        var (baseline, each) = Searches[name];
        using var network = new Network(SmallModels.Cnn);
        var reports = new Reports();
        network.Baselines(About(baseline, network), new Execution { Progress = reports });
        reports.Seen.ShouldAllBe(p => p.Total == 3 * each);
        reports.Seen.Count.ShouldBeGreaterThan(10);
        reports.Seen.Zip(reports.Seen.Skip(1)).ShouldAllBe(p => p.First.Done < p.Second.Done);
        reports.Seen[^1].Done.ShouldBe(3 * each);
    }

    [Fact]
    public void Progress_OfMasksThatArriveEarly_JumpsToTheEnd()
    {
        var reports = new Reports();
        var site = Site.Of(SmallModels.Random(1, 2, 3, 2, 4), new LinearTarget(new double[24], 3)) with
        {
            Progress = reports,
        };
        new OptimizedMask().Masks(site);
        // The loss rests from the first step on, and ten more are waited for.
        reports.Seen.Count.ShouldBe(12);
        reports.Seen[^2].Done.ShouldBe(10 * 2);
        reports.Seen[^1].ShouldBe(new Progress(500 * 2, 500 * 2));
    }

    [Fact]
    public void Progress_OverTwoFeatures_GoesOnWhereTheFirstEnds()
    {
        using var network = new Network(SmallModels.Gated);
        var inputs = Inputs(("ids", Tensor.Of([1L, 2, 3], 1, 3)), ("x", SmallModels.Random(2, 1, 4)));
        var question = new Question(inputs)
        {
            Target = Target.At(),
            Features = ["embedding", "x"],
            Baseline = new OptimizedMask { MostSteps = 20, Tolerance = 0 },
        };
        var reports = new Reports();
        network.Baselines(question, new Execution { Progress = reports });
        reports.Seen.ShouldAllBe(p => p.Total == 40);
        reports.Seen.ShouldContain(p => p.Done == 20);
        reports.Seen[^1].Done.ShouldBe(40);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancellation_OnTheWay_EndsTheSearch(string name)
    {
        using var network = new Network(SmallModels.Cnn);
        using var source = new CancellationTokenSource();
        var reports = new Reports(_ => source.Cancel());
        Should.Throw<OperationCanceledException>(() =>
            network.Baselines(
                About(Searches[name].Baseline, network),
                new Execution { Progress = reports },
                source.Token
            )
        );
        reports.Seen.Count.ShouldBe(1);
    }

    [Fact]
    public void Cancellation_OfATargetThatDoesNotLook_EndsTheSearch()
    {
        using var source = new CancellationTokenSource();
        var site = Site.Of(SmallModels.Random(1, 1, 4), new LinearTarget([1, 2, 3, 4], 3)) with
        {
            Progress = new Reports(_ => source.Cancel()),
            Cancellation = source.Token,
        };
        Should.Throw<OperationCanceledException>(() => new OptimizedMask().Masks(site));
    }

    private static Question About(Baseline baseline, Network network) =>
        Question.About(network, SmallModels.Random(21, 3, 2, 8, 8)) with
        {
            Baseline = baseline,
        };
}
