using System.Collections.Immutable;

namespace Ascribe.Experiments.SameBudget;

/// <summary>What holds over all models of the bench.</summary>
internal static class Conclusions
{
    public static IEnumerable<Finding> Of(ImmutableArray<CaseResult> cases) =>
        [Best(cases), Floor(cases), Intercepts(cases)];

    private static Finding Best(ImmutableArray<CaseResult> cases)
    {
        var winners = cases
            .SelectMany(c => c.Budgets.Select(b => c.Best(b).Name))
            .CountBy(name => name, StringComparer.Ordinal)
            .OrderByDescending(w => w.Value)
            .ToArray();
        return new Finding(
            "Which estimator is best at a budget?",
            null,
            $"Of {winners.Sum(w => w.Value)} pairs of model and budget the least mean error is that of {string.Join(", ", winners.Select(w => $"{w.Key} in {w.Value}"))}.",
            Verdict.NotComparable
        );
    }

    private static Finding Floor(ImmutableArray<CaseResult> cases)
    {
        var lines = cases
            .Select(c =>
            {
                var (first, last) = (Mean(c, "shapley-ig", c.Budgets[0]), Mean(c, "shapley-ig", c.Budgets[^1]));
                return (Case: c, First: first, Last: last, Best: c.Best(c.Budgets[^1]));
            })
            .ToArray();
        // Without bias the error falls with the budget itself.
        var floors = lines.Count(l => l.First / l.Last < Math.Sqrt((double)l.Case.Budgets[^1] / l.Case.Budgets[0]));
        return new Finding(
            "How good are Shapley integrated gradients at a budget?",
            "SIG is put forward as an approximation of the Shapley value's computation that costs little more than a single baseline.",
            $"An estimate without bias has an error that falls in proportion to the budget. That of SIG falls by less than the square root of that in {floors} of {lines.Length} models: more samples do not help once the bias is reached, because integrated gradients from a coalition are not what its missing players add. From the smallest to the largest budget: {string.Join("; ", lines.Select(l => $"{l.Case.Name} {Numbers.Text(l.First)} to {Numbers.Text(l.Last)} (the best estimator there reaches {Numbers.Text(l.Best.Error)})"))}.",
            floors == 0 ? Verdict.Agrees
                : floors < lines.Length ? Verdict.PartlyAgrees
                : Verdict.Differs
        );
    }

    private static Finding Intercepts(ImmutableArray<CaseResult> cases)
    {
        var ratios = cases
            .SelectMany(c =>
                c.Budgets.Select(b =>
                    (Case: c, Budget: b, Ratio: Mean(c, "leverage-shap", b) / Mean(c, "leverage-shap-sizes", b))
                )
            )
            .Where(r => double.IsFinite(r.Ratio))
            .ToArray();
        var better = ratios.Count(r => r.Ratio > 1);
        var most = ratios.MaxBy(r => r.Ratio);
        var least = ratios.MinBy(r => r.Ratio);
        return new Finding(
            "Does an intercept for each size help Leverage SHAP?",
            null,
            $"The mean error is smaller with intercepts in {better} of {ratios.Length} pairs of model and budget: at most {Numbers.Text(most.Ratio)} times smaller ({most.Case.Name}, {most.Budget} evaluations), at least {Numbers.Text(least.Ratio)} times ({least.Case.Name}, {least.Budget}).",
            Verdict.NotComparable
        );
    }

    private static double Mean(CaseResult result, string contender, long budget) =>
        result.Errors(contender, budget)?.Mean ?? double.NaN;
}
