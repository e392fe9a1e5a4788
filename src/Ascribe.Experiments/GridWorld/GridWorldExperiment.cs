using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Imaging;

namespace Ascribe.Experiments.GridWorld;

/// <summary>The GridWorld experiment of [SIG], section V and appendix.</summary>
public sealed record GridWorldExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "gridworld";

    /// <inheritdoc/>
    public override string Description =>
        "Shapley integrated gradients against single baselines, where exact Shapley values are known: Figures 3, 4, 8, 10, 11 and Table 2.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default) =>
        Run(options.Quick ? GridWorldPlan.Quick : GridWorldPlan.Full, GridWorldSetting.All, options, cancellation);

    /// <summary>Runs as much of it as a plan says.</summary>
    internal static ExperimentReport Run(
        GridWorldPlan plan,
        ImmutableArray<GridWorldSetting> settings,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var parts = new Parts(plan.Parts(settings), options.Progress);
        var games = settings
            .Select(s =>
                PlayedGame.Of(
                    s,
                    Enumerable.Range(options.Seed, plan.SeedsOf(s)),
                    () => parts.Done(GridWorldPlan.SurrogateParts),
                    cancellation
                )
            )
            .ToImmutableArray();
        var findings = ImmutableArray.Create(
            ExactValues.Find(games),
            Imitation.Find(games),
            BaselineComparison.Find(games, () => parts.Done(1), cancellation),
            BaselineSweep.Find(games, plan, () => parts.Done(1), cancellation),
            ShareSweep.Find(games, plan, () => parts.Done(1), cancellation),
            RunningTime.Find(games, plan, cancellation)
        );
        parts.Done(1);
        return new ExperimentReport(
            "GridWorld: baselines that follow Shapley values",
            "The players of a game are the time steps of a walk through a small grid. Every coalition can be played out, so that exact Shapley values are known and attributions of a network that has learnt the game can be held against them.",
            findings
        )
        {
            SetUp = SetUpTexts,
            Facts = [.. Facts(options, plan, clock.Elapsed)],
        };
    }

    private static ImmutableArray<string> SetUpTexts { get; } =
    [
        "The game. A player is a time step (cell, action) with an action of up, down, left, right and stay that does not leave the grid: 12 players for 2×2 cells, 20 for 2×3. A coalition is a set of time steps, each of which can be taken once. A run starts at the top left, takes an unused step of its cell as long as there is one, and the worth of a coalition is the largest total reward of its runs; nobody is worth 0. The paper leaves the order of the steps of a coalition open and shows its Shapley values in a figure only; this is our reading of it.",
        "Rewards. r1: −1 a step and +1 for the step that reaches the bottom right, where the run ends. r2: the same until the end is reached; from then on +1.5 for a step that arrives there and −0.5 for another.",
        "Surrogates. A network of 64 and 32 ReLU units learns the worth of one-hot coalitions, from 50 % of them for 2×2 and from 40 % for 2×3, by Adam at a rate falling from 0.003 along a cosine, 8,000 steps of 256 coalitions. Each seed has a share, a network and an order of its own.",
        "Attributions explain the network's output for all players together (ones). SIG is the mean of integrated gradients over baselines that are coalitions, N = 200 of them unless stated, 20 points each, drawn from the share Q = 40 % of all coalitions unless stated. “SIG” draws sizes uniformly, as the paper's proof needs it; “SIG as printed” draws sizes as the paper's listing does, which all but always gives the empty coalition or that of all but one. “Block SIG” is ours: players enter in four blocks of a random order, and gradients are integrated from block to block. Single baselines are a random one of the coalitions learnt, zeros, and the mean of those learnt, with 50 points.",
        "Agreement is Spearman's rank correlation of the attributions with the exact Shapley values of the game itself, with average ranks for equal values. Intervals are 95 % of the mean over seeds by Student's t.",
    ];

    private static IEnumerable<Fact> Facts(ExperimentOptions options, GridWorldPlan plan, TimeSpan time) =>
        [
            new("Version", options.Quick ? "quick: fewer seeds and fewer points of the sweeps" : "full"),
            new("Seeds", $"{options.Seed} and following; {plan.Seeds.Small} for 2×2, {plan.Seeds.Large} for 2×3"),
            new("Processors", $"{Environment.ProcessorCount}"),
            new("Time", $"{Numbers.Fixed(time.TotalSeconds, 0)} s"),
        ];
}
