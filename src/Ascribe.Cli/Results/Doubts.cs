using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Imaging;

namespace Ascribe.Cli.Results;

/// <summary>Why the numbers of an explanation are to be taken with care, and what would help.</summary>
internal static class Doubts
{
    private const double NoticeableGap = 0.05;
    private const double NoticeableError = 0.1;

    /// <summary>A sentence for each doubt.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="method">The method, which knows what its precision depends on.</param>
    public static IEnumerable<string> Of(Explanation explanation, MethodSpec method)
    {
        var gap = Worst(explanation, explanation.RelativeGap);
        // What a quadrature misses, more points find; the gap of what is drawn is a matter of chance.
        if (gap > NoticeableGap && method.Takes.Contains(MethodOption.Steps))
            yield return $"the completeness gap is up to {Percent(gap)} of F(x) − F(baseline); use more {MethodOption.Steps.Written()}.";
        var error = Worst(explanation, explanation.RelativeError);
        if (error > Math.Max(NoticeableError, Wanted(explanation)))
            yield return $"chance moves the contributions by up to {Percent(error)} (relative standard error); {Remedy(explanation, method)}.";
    }

    private static string Remedy(Explanation explanation, MethodSpec method) =>
        explanation.Attribution.Provenance.Settings.GetValueOrDefault("coalitions") == "given" ? "give more coalitions"
        : method.Takes.Contains(MethodOption.Budget) ? $"use more {MethodOption.Budget.Written()}"
        : $"use more {MethodOption.Samples.Written()}";

    /// <summary>The relative error that was asked for; 0 where none was.</summary>
    private static double Wanted(Explanation explanation) =>
        double.TryParse(
            explanation.Attribution.Provenance.Settings.GetValueOrDefault("precision"),
            CultureInfo.InvariantCulture,
            out var precision
        )
            ? precision
            : 0;

    private static double Worst(Explanation explanation, Func<int, double> of) =>
        Enumerable.Range(0, explanation.Count).Select(of).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
