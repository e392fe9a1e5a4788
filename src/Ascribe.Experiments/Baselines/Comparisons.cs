using System.Collections.Immutable;

namespace Ascribe.Experiments.Baselines;

/// <summary>What several comparisons of SIG with single baselines come to.</summary>
internal static class Comparisons
{
    /// <summary>
    /// Undecided where no difference is larger than chance explains. Else: agrees where SIG has the best mean in every score and loses
    /// to no single baseline by more than chance; differs where it wins against none; agrees in part otherwise.
    /// </summary>
    public static Verdict Verdict(IReadOnlyCollection<ScoresByChoice> scores)
    {
        var wins = Pairs(scores).Count(p => p.Scores.IsClearlyBetterThan(p.Other));
        var losses = Pairs(scores).Count(p => p.Scores.IsClearlyWorseThan(p.Other));
        return (wins, losses) switch
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
        var pairs = Pairs(scores).ToArray();
        return $"SIG has the better mean in {pairs.Count(p => p.Scores.IsBetterThan(p.Other))} of {pairs.Length} comparisons with a single baseline; by more than chance explains (95 %, paired) it is better in {pairs.Count(p => p.Scores.IsClearlyBetterThan(p.Other))} and worse in {pairs.Count(p => p.Scores.IsClearlyWorseThan(p.Other))}.";
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

    private static IEnumerable<(ScoresByChoice Scores, string Other)> Pairs(IEnumerable<ScoresByChoice> scores) =>
        scores.SelectMany(s => BaselineChoice.Singles.Select(other => (s, other)));
}
