using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.GridWorld;

/// <summary>The number of baselines at a fixed share of coalitions: Figures 4 and 10.</summary>
internal static class BaselineSweep
{
    public static Finding Find(
        ImmutableArray<PlayedGame> games,
        GridWorldPlan plan,
        Action done,
        CancellationToken cancellation
    )
    {
        var sweeps = games
            .Select(g =>
                Sweep.Of(
                    g,
                    [.. plan.Baselines.Select(n => (double)n)],
                    n => ((int)n, GridWorldPlan.FixedShare),
                    done,
                    cancellation
                )
            )
            .ToImmutableArray();
        var settled = sweeps.Count(s => s.Change > -0.02 && s.Deviations.Last <= s.Deviations.First + 0.01);
        return new Finding(
            "How many baselines does it take? (Figures 4 and 10)",
            "At Q = 40 % the correlation rises with the number of baselines N and settles; a few hundred are enough.",
            $"From N = {plan.Baselines[0]} to N = {plan.Baselines[^1]} the mean correlation moves by {string.Join(", ", sweeps.Select(s => $"{s.Change:+0.000;-0.000} ({s.Game.Setting})"))}, and its standard deviation over seeds goes from {string.Join(", ", sweeps.Select(s => $"{Numbers.Fixed(s.Deviations.First)} to {Numbers.Fixed(s.Deviations.Last)}"))}.",
            settled == sweeps.Length ? Verdict.Agrees
                : settled > 0 ? Verdict.PartlyAgrees
                : Verdict.Differs
        )
        {
            Tables =
            [
                new ResultTable(
                    "sweep-baselines",
                    "Agreement over seeds for growing N at Q = 40 %: mean ± 95 % interval.",
                    ["game", "N", "seeds", "Spearman", "variance"],
                    [.. sweeps.SelectMany(s => s.ToRows())]
                )
                {
                    OnPage = false,
                },
            ],
            Plots =
            [
                new ResultPlot(
                    "sweep-baselines",
                    new LinePlot(
                        "Agreement by the number of baselines, Q = 40 %",
                        new Axis("baselines N", AxisScale.Log),
                        new Axis("Spearman's correlation"),
                        [.. sweeps.Select(s => s.ToSeries())]
                    ),
                    "Mean correlation of SIG with the exact Shapley values, and its 95 % interval over seeds."
                ),
            ],
        };
    }
}
