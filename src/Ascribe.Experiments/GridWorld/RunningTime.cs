using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Games;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.GridWorld;

/// <summary>What many baselines cost beside one: Table 2.</summary>
internal static class RunningTime
{
    /// <summary>Seconds in the paper for a single baseline, and for SIG on the smaller and the larger grid.</summary>
    private const double PaperSingle = 4.6;
    private static readonly ImmutableArray<double> PaperShapley = [55, 92];

    public static Finding Find(ImmutableArray<PlayedGame> games, GridWorldPlan plan, CancellationToken cancellation)
    {
        var times = games.Select(g => (Game: g, Time: Measure(g, plan, cancellation))).ToImmutableArray();
        var ratios = times.Select(t => t.Time.Shapley / t.Time.Single).ToImmutableArray();
        var below = ratios.All(r => r < PaperShapley[0] / PaperSingle);
        return new Finding(
            "What do 200 baselines cost? (Table 2)",
            $"55 s and 92 s for SIG against 4.6 s for a single baseline: {Numbers.Fixed(PaperShapley[0] / PaperSingle, 0)} and {Numbers.Fixed(PaperShapley[1] / PaperSingle, 0)} times as long.",
            $"SIG with {ExplainedSurrogate.Baselines} baselines of 20 points takes {string.Join(", ", ratios.Select((r, i) => $"{Numbers.Fixed(r, 1)} ({times[i].Game.Setting})"))} times as long as one baseline of 50 points, for 80 times the gradients: baselines and points share runs of one graph. {(below ? "That is less than in the paper in every game." : "That is not less than in the paper in every game.")}",
            below ? Verdict.Agrees : Verdict.Differs
        )
        {
            Tables =
            [
                new ResultTable(
                    "running-time",
                    $"Milliseconds for one explanation, median of {plan.TimedRuns} taken in turns after a warm-up.",
                    ["game", "one baseline", $"SIG, N = {ExplainedSurrogate.Baselines}", "ratio"],
                    [
                        .. times.Select(
                            (t, i) =>
                                ImmutableArray.Create(
                                    t.Game.Setting.ToString(),
                                    Numbers.Fixed(t.Time.Single, 2),
                                    Numbers.Fixed(t.Time.Shapley, 2),
                                    Numbers.Fixed(ratios[i], 1)
                                )
                        ),
                    ]
                ),
            ],
        };
    }

    private static (double Single, double Shapley) Measure(
        PlayedGame game,
        GridWorldPlan plan,
        CancellationToken cancellation
    )
    {
        var learnt = game.Learnt[0];
        using var network = new Network(learnt.Surrogate.Model);
        var (single, shapley) = (new List<double>(), new List<double>());
        for (var run = 0; run <= plan.TimedRuns; run++)
        {
            var one = Milliseconds(() => ExplainedSurrogate.By("zero", network, learnt, 1, cancellation));
            var many = Milliseconds(() =>
                ExplainedSurrogate.Shapley(
                    network,
                    learnt,
                    ExplainedSurrogate.Baselines,
                    1,
                    CoalitionSizes.Uniform,
                    cancellation
                )
            );
            // The first makes sessions and compiles.
            if (run == 0)
                continue;
            single.Add(one);
            shapley.Add(many);
        }
        return (single.Median(), shapley.Median());
    }

    private static double Milliseconds(Func<double[]> work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalMilliseconds;
    }
}
