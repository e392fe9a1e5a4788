using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Players;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Games;

/// <summary>Games of several targets, which share runs, against a game for each.</summary>
public sealed class JointGameTests
{
    private static readonly Question Picture = new(Inputs(("x", SmallModels.Random(97, 1, 2, 8, 8))));

    private static readonly Coalition[] Some =
    [
        Coalition.Of(4, 0, 2),
        Coalition.Of(4, 1),
        Coalition.Empty(4),
        Coalition.All(4),
    ];

    [Fact]
    public void Games_AskedTheSame_AnswerLikeGamesOfTheirOwn()
    {
        using var network = new Network(SmallModels.Cnn);
        var games = Games(network, Target.Each(Target.Class(0), Target.Class(1), Target.Class(2)));
        var found = games.Select(game => game.Values(Some)).ToArray();
        for (var t = 0; t < 3; t++)
            Distance.Largest(found[t], Games(network, Target.Class(t))[0].Values(Some)).ShouldBeLessThan(1e-6);
        found[0].ShouldNotBe(found[1]);
    }

    [Fact]
    public void Games_AskedInAnyOrderAndAgain_AnswerTheSame()
    {
        using var network = new Network(SmallModels.Cnn);
        var games = Games(network, Target.Each(Target.Class(0), Target.Class(1)));
        var second = games[1].Values(Some);
        games[1].Values(Some).ShouldBe(second);
        var first = games[0].Values(Some);
        games[0].Values([.. Some.Reverse()]).ShouldBe([.. first.Reverse()]);
        games[0].Values(Some[1..]).ShouldBe(first[1..]);
        games[1].Values([.. Some.Reverse()]).ShouldBe([.. second.Reverse()]);
        games[0].Values(Some).ShouldBe(first);
    }

    [Fact]
    public void Coalitions_OfSeveralTargets_ArePlayedOnce()
    {
        using var network = new Network(SmallModels.Cnn);
        var games = Games(network, Target.Each(Target.Class(0), Target.Class(1), Target.Class(2)));
        foreach (var game in games)
            game.Values(Some);
        games[0].Played.ShouldBe(Some.Length);
    }

    private static ImmutableArray<ModelGame> Games(Network network, Target target) =>
        ModelGame.Of(network, Picture with { Target = target }, PlayerDivision.Patches(4, 4));
}
