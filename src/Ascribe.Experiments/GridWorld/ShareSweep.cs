using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.GridWorld;

/// <summary>The share of coalitions at fixed numbers of baselines: Figure 11.</summary>
internal static class ShareSweep
{
    public static Finding Find(
        ImmutableArray<PlayedGame> games,
        GridWorldPlan plan,
        Action done,
        CancellationToken cancellation
    )
    {
        var sweeps = plan.FixedBaselines.ToDictionary(
            n => n,
            n => games.Select(g => Sweep.Of(g, plan.Shares, q => (n, q), done, cancellation)).ToImmutableArray()
        );
        var all = sweeps.Values.SelectMany(s => s).ToArray();
        var flat = all.Count(s => Math.Abs(s.Change) < 0.05);
        return new Finding(
            "From how many coalitions are baselines to be drawn? (Figure 11)",
            "The share Q of coalitions that baselines are drawn from matters little: a small share does as well as all of them.",
            $"From Q = {Numbers.Text(100 * plan.Shares[0])} % to 100 % the mean correlation moves by less than 0.05 in {flat} of {all.Length} sweeps: {string.Join("; ", sweeps.Select(s => $"N = {s.Key}: {string.Join(", ", s.Value.Select(v => $"{v.Change:+0.000;-0.000} ({v.Game.Setting})"))}"))}.",
            flat == all.Length ? Verdict.Agrees
                : flat > 0 ? Verdict.PartlyAgrees
                : Verdict.Differs
        )
        {
            Tables =
            [
                .. sweeps.Select(s => new ResultTable(
                    $"sweep-share-{s.Key}",
                    $"Agreement over seeds for growing Q at N = {s.Key}: mean ± 95 % interval.",
                    ["game", "Q", "seeds", "Spearman", "variance"],
                    [.. s.Value.SelectMany(v => v.ToRows())]
                )
                {
                    OnPage = false,
                }),
            ],
            Plots =
            [
                .. sweeps.Select(s => new ResultPlot(
                    $"sweep-share-{s.Key}",
                    new LinePlot(
                        $"Agreement by the share of coalitions, N = {s.Key}",
                        new Axis("share of coalitions Q"),
                        new Axis("Spearman's correlation"),
                        [.. s.Value.Select(v => v.ToSeries())]
                    ),
                    "Mean correlation of SIG with the exact Shapley values, and its 95 % interval over seeds."
                )),
            ],
        };
    }
}
