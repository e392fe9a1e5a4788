using System.Collections.Immutable;

namespace Ascribe.Experiments.Baselines;

/// <summary>What several comparisons of SIG with single baselines come to.</summary>
/// <remarks>
/// A difference counts where its interval leaves 0 out at a confidence of 1 − 0.05/m, m being the number of comparisons, so that chance
/// alone makes any of them count in at most 5 % of all experiments (Bonferroni's correction).
/// </remarks>
internal static class Comparisons
{
    /// <summary>
    /// Undecided where no difference is larger than chance explains. Else: agrees where SIG has the best mean in every score and loses
    /// to no single baseline by more than chance; differs where it wins against none; agrees in part otherwise.
    /// </summary>
    public static Verdict Verdict(IReadOnlyCollection<ScoresByChoice> scores)
    {
        var leads = Leads(scores);
        return (leads.Count(l => l > 0), leads.Count(l => l < 0)) switch
        {
            (0, 0) => Experiments.Verdict.Undecided,
            (_, 0) when Pairs(scores).All(p => p.Scores.IsBetterThan(p.Other)) => Experiments.Verdict.Agrees,
            (0, _) => Experiments.Verdict.Differs,
            _ => Experiments.Verdict.PartlyAgrees,
        };
    }

    /// <summary>How often SIG is better, how often by more than chance, and how often worse by more than chance.</summary>
    public static string Text(IReadOnlyCollection<ScoresByChoice> scores)
    {
        var leads = Leads(scores);
        return $"SIG has the better mean in {Pairs(scores).Count(p => p.Scores.IsBetterThan(p.Other))} of {leads.Length} comparisons with a single baseline; by more than chance explains (95 % for all of them together, paired) it is better in {leads.Count(l => l > 0)} and worse in {leads.Count(l => l < 0)}.";
    }

    /// <summary>Means with intervals and SIG's differences, a row for each baseline.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="before">Cells that each row begins with.</param>
    public static IEnumerable<ImmutableArray<string>> Rows(ScoresByChoice scores, params string[] before) =>
        BaselineChoice.Names.Select(name =>
            ImmutableArray.Create([
                .. before,
                name,
                scores[name].ToString(),
                name == BaselineChoice.Shapley ? "–" : scores.Difference(name).ToString(),
            ])
        );

    private static int[] Leads(IReadOnlyCollection<ScoresByChoice> scores)
    {
        var confidence = 1 - 0.05 / (scores.Count * BaselineChoice.Singles.Length);
        return [.. Pairs(scores).Select(p => p.Scores.Lead(p.Other, confidence))];
    }

    private static IEnumerable<(ScoresByChoice Scores, string Other)> Pairs(IEnumerable<ScoresByChoice> scores) =>
        scores.SelectMany(s => BaselineChoice.Singles.Select(other => (s, other)));
}
