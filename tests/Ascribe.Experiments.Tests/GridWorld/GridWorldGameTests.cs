using Ascribe.Experiments.GridWorld;

namespace Ascribe.Experiments.Tests.GridWorld;

public sealed class GridWorldGameTests
{
    public static TheoryData<string> Schemes => ["r1", "r2"];

    [Theory]
    [InlineData(2, 1, "r1")]
    [InlineData(2, 1, "r2")]
    [InlineData(1, 2, "r1")]
    [InlineData(1, 2, "r2")]
    [InlineData(3, 1, "r2")]
    [InlineData(2, 2, "r1")]
    [InlineData(2, 2, "r2")]
    public void Values_OfSmallGrid_AreTheBestOfAllRuns(int width, int height, string scheme)
    {
        var grid = new Grid(width, height);
        var runs = new Runs(width, height, scheme);

        var values = GridWorldGame.Values(grid, Named(scheme));

        values.Length.ShouldBe(1 << grid.Steps.Length);
        values.ShouldBe([.. Enumerable.Range(0, values.Length).Select(runs.Best)]);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Values_OfRandomCoalitions_AreTheBestOfAllRuns(string scheme)
    {
        var values = GridWorldGame.Values(new Grid(3, 2), Named(scheme));
        var runs = new Runs(3, 2, scheme);
        var random = new Random(3);

        values.Length.ShouldBe(1 << 20);
        for (var i = 0; i < 2000; i++)
        {
            var players = Enumerable.Range(0, 20).ToArray();
            random.Shuffle(players);
            var coalition = players.Take(1 + i % 8).Sum(player => 1 << player);
            values[coalition].ShouldBe(runs.Best(coalition), $"coalition {coalition}");
        }
    }

    [Theory]
    [InlineData("r1")]
    [InlineData("r2")]
    public void Values_OfOneStep_AreItsRewardWhereItCanBeTaken(string scheme)
    {
        var grid = new Grid(2, 1);
        var values = GridWorldGame.Values(grid, Named(scheme));

        values[0].ShouldBe(0);
        values[Players(grid, new TimeStep(0, Move.Right))].ShouldBe(1);
        values[Players(grid, new TimeStep(0, Move.Stay))].ShouldBe(-1);
        values[Players(grid, new TimeStep(1, Move.Stay))].ShouldBe(0);
    }

    [Fact]
    public void Values_WhereARunCanGoOn_CountWhatItHasToDo()
    {
        var grid = new Grid(2, 2);
        var (r1, r2) = (GridWorldGame.Values(grid, Reward.R1), GridWorldGame.Values(grid, Reward.R2));
        var shortest = Players(grid, new(0, Move.Right), new(1, Move.Down));
        var resting = shortest | Players(grid, new TimeStep(3, Move.Stay));
        var leaving = shortest | Players(grid, new(3, Move.Left), new(2, Move.Stay));
        var circling = leaving | Players(grid, new TimeStep(2, Move.Right));

        (r1[shortest], r2[shortest]).ShouldBe((0, 0));
        (r1[resting], r2[resting]).ShouldBe((0, 1.5));
        (r1[leaving], r2[leaving]).ShouldBe((0, -1));
        (r1[circling], r2[circling]).ShouldBe((0, 1), "the step that leaves without a reward leads to one that has it");
    }

    [Fact]
    public void Values_OfAllSteps_AreTheBestTourByHand()
    {
        // Right (+1), stay (+1.5), left (−0.5), stay (−0.5): the stay at the start comes at the end, where it costs less.
        GridWorldGame.Values(new Grid(2, 1), Reward.R2)[^1].ShouldBe(1.5);
        GridWorldGame.Values(new Grid(2, 1), Reward.R1)[^1].ShouldBe(1);
        // On a long way, to use up what there is at the start (stay, right, left: −3) costs less than the end (−6 + 1).
        GridWorldGame.Values(new Grid(8, 1), Reward.R1)[^1].ShouldBe(-3);
        GridWorldGame.Values(new Grid(4, 1), Reward.R1)[^1].ShouldBe(-2 + 1);
    }

    private static Reward Named(string scheme) => scheme == "r1" ? Reward.R1 : Reward.R2;

    private static int Players(Grid grid, params TimeStep[] steps) => steps.Sum(step => 1 << grid.Steps.IndexOf(step));
}
