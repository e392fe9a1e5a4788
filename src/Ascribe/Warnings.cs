using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe;

/// <summary>What can be seen of an attribution from its numbers alone.</summary>
internal static class Warnings
{
    /// <summary>|F(b)| beyond this share of |F(x)| is large.</summary>
    private const double LargeShare = 0.5;

    /// <summary>A gap beyond this share of |F(x) − F(b)| is noticed.</summary>
    private const double NoticeableGap = 0.05;

    /// <summary>A relative standard error beyond this is noticed.</summary>
    private const double NoticeableError = 0.1;

    /// <summary>What single precision may leave of a sum, relative to the outputs; no gap below it is meant.</summary>
    private const double Rounding = 1e-5;

    /// <summary>How far scores that sum to 1 may be from it.</summary>
    private const double Unity = 1e-3;

    /// <summary>Every warning that an attribution gives reason for.</summary>
    /// <param name="attribution">The attribution; its own warnings come first.</param>
    /// <param name="compilation">What it was made by.</param>
    /// <param name="gapRemedy">What there is to be said of a completeness gap; null where more work makes it smaller.</param>
    public static ImmutableArray<Warning> Of(
        Attribution attribution,
        Compilation compilation,
        string? gapRemedy = null
    ) =>
        [
            .. attribution.Warnings,
            .. Probability(attribution, compilation),
            .. BaselineOutput(attribution),
            .. Gap(attribution, gapRemedy ?? "take more points or samples, or ask for a tolerance"),
            .. attribution.Values.SelectMany(v => NoContribution(v.Key, v.Value, compilation)),
        ];

    /// <summary>An attribution that was drawn, with a warning where chance still moves it by much.</summary>
    /// <param name="attribution">The attribution with its standard errors.</param>
    /// <param name="precision">The relative error that was asked for; null where none was.</param>
    /// <param name="remedy">What would make it smaller, as an imperative.</param>
    public static Attribution WarnedOfChance(this Attribution attribution, double? precision, string remedy)
    {
        double[] errors = [.. Enumerable.Range(0, attribution.Output.Length).Select(attribution.RelativeError)];
        var examples = Where(
            errors.Length,
            e => double.IsFinite(errors[e]) && errors[e] > Math.Max(NoticeableError, precision ?? 0)
        );
        var warnings = About(
            WarningKind.StandardError,
            examples,
            $"chance moves the contributions by up to {Percent(examples.Select(e => errors[e]))} (relative standard error); {remedy}"
        );
        return attribution with { Warnings = [.. attribution.Warnings, .. warnings] };
    }

    /// <summary>√Σ se² / √Σ φ² over the players of an example, or over its elements where there are none; 0 where nothing tells.</summary>
    private static IEnumerable<Warning> Probability(Attribution attribution, Compilation compilation)
    {
        var outputs = attribution.Output.ToDoubles();
        var examples = Where(outputs.Length, e => outputs[e] is > 0 and < 1 && SumToOne(attribution.Scores.Rows(e, 1)));
        var logits = compilation.Logits is { } name ? $", the value '{name}'" : "";
        return About(
            WarningKind.Probability,
            examples,
            $"the target is a probability among scores that sum to 1, which saturates and mixes in the other classes; explain its logit{logits}"
        );
    }

    private static IEnumerable<Warning> BaselineOutput(Attribution attribution)
    {
        var (at, from) = (attribution.Output.ToDoubles(), attribution.BaselineOutput.ToDoubles());
        var examples = Where(at.Length, e => Math.Abs(from[e]) > LargeShare * Math.Abs(at[e]));
        return About(
            WarningKind.BaselineOutput,
            examples,
            $"the target at the baseline is up to {Percent(examples.Select(e => Math.Abs(from[e] / at[e])))} of that at the example, so that the baseline does not stand for absence; choose another one"
        );
    }

    private static IEnumerable<Warning> Gap(Attribution attribution, string remedy)
    {
        var (at, from) = (attribution.Output.ToDoubles(), attribution.BaselineOutput.ToDoubles());
        var gaps = attribution.CompletenessGap.ToDoubles();
        var examples = Where(
            gaps.Length,
            e =>
                Math.Abs(gaps[e]) > NoticeableGap * Math.Abs(at[e] - from[e])
                && Math.Abs(gaps[e]) > Rounding * Math.Max(Math.Abs(at[e]), Math.Abs(from[e]))
        );
        return About(
            WarningKind.CompletenessGap,
            examples,
            $"the completeness gap is up to {Percent(examples.Select(e => Math.Abs(gaps[e] / (at[e] - from[e]))))} of F(x) − F(b); {remedy}"
        );
    }

    private static IEnumerable<Warning> NoContribution(string feature, Tensor values, Compilation compilation)
    {
        var examples = Where(
            (int)values.Shape[0],
            e => values.Rows(e, 1).ToDoubles().AsSpan().IndexOfAnyExcept(0.0) < 0
        );
        var depends =
            string.Equals(compilation.TargetValue, feature, StringComparison.Ordinal)
            || compilation.Cut.Downstream.Any(n => n.Reads.Contains(feature, StringComparer.Ordinal));
        return About(
            WarningKind.NoContribution,
            examples,
            depends
                ? $"every contribution of '{feature}' is 0: it equals its baseline, or the units behind it are saturated"
                : $"every contribution of '{feature}' is 0: the target does not depend on it"
        );
    }

    private static IEnumerable<Warning> About(WarningKind kind, ImmutableArray<int> examples, string text) =>
        examples.IsEmpty ? [] : [new Warning(kind, $"{text}.", examples)];

    private static ImmutableArray<int> Where(int count, Func<int, bool> holds) =>
        [.. Enumerable.Range(0, count).Where(holds)];

    /// <summary>Whether the scores of an example, or of each of its positions, are a distribution over at least two classes.</summary>
    private static bool SumToOne(Tensor scores)
    {
        var numbers = scores.ToDoubles();
        if (numbers.Length < 2 || numbers.Any(s => s is not (>= 0 and <= 1)))
            return false;
        var classes = (int)scores.Shape[^1];
        return Math.Abs(numbers.Sum() - 1) < Unity
            || (classes > 1 && numbers.Chunk(classes).All(row => Math.Abs(row.Sum() - 1) < Unity));
    }

    private static string Percent(IEnumerable<double> shares) =>
        shares.DefaultIfEmpty(0).Max().ToString("P0", CultureInfo.InvariantCulture);
}
