using System.Collections.Immutable;
using Ascribe.Experiments.GridWorld;
using Ascribe.Games;

namespace Ascribe.Experiments.Tests.GridWorld;

public sealed class SurrogateTests
{
    private static readonly GridWorldSetting Setting = GridWorldSetting.All[0];

    [Fact]
    public void Learn_HalfOfTheCoalitions_ImitatesAllOfThem()
    {
        var played = PlayedGame.Of(Setting, [3], () => { }, CancellationToken.None);
        var learnt = played.Learnt.ShouldHaveSingleItem();
        learnt.Surrogate.Learnt.Count.ShouldBe(2048);
        learnt.Surrogate.Learnt.Distinct().Count().ShouldBe(2048);
        learnt.Determination.ShouldBeGreaterThan(0.98);
        // Witness: the network by itself on coalitions as rows, in the game's own units.
        var masks = new uint[] { 0, 1, 77, 2048, 4095 };
        using var network = new Network(learnt.Surrogate.Model);
        var rows = Surrogate.OneHot(Setting.Players, masks);
        var outputs = network.Run(ImmutableDictionary<string, Onnx.Tensor>.Empty.Add("x", rows))[0].Value.ToDoubles();
        var table = learnt.Surrogate.Play(CancellationToken.None);
        for (var i = 0; i < masks.Length; i++)
        {
            table.AsSpan()[(int)masks[i]].ShouldBe(outputs[i], 1e-4);
            Math.Abs(outputs[i] - played.Table.AsSpan()[(int)masks[i]]).ShouldBeLessThan(0.6);
        }
    }

    [Fact]
    public void Learn_SameSeed_GivesTheSameNetwork()
    {
        var game = new GameTable(GridWorldGame.Values(Setting.Grid, Setting.Reward));
        var first = Surrogate.Learn(game, 0.1, 5, CancellationToken.None);
        var second = Surrogate.Learn(game, 0.1, 5, CancellationToken.None);
        second.Learnt.ShouldBe(first.Learnt);
        foreach (var (name, constant) in first.Model.Graph.Constants)
            second.Model.Graph.Constants[name].ContentEquals(constant).ShouldBeTrue(name);
    }

    [Fact]
    public void PlayerNames_SayCellAndAction() => Setting.PlayerNames[..3].ShouldBe(["1,1 ↓", "1,1 →", "1,1 •"]);
}
