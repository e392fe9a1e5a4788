using System.Collections.Immutable;

namespace Ascribe.Experiments.Pruning;

/// <summary>One way to choose channels beside another at the same rates, network by network and choice by choice.</summary>
/// <param name="Rates">The rates.</param>
/// <param name="Other">The other way.</param>
/// <param name="Differences">By how much the first way's F1 is above the other's.</param>
/// <param name="Comparisons">How many comparisons are made side by side.</param>
internal sealed record PruningComparison(string Rates, string Other, Summary Differences, int Comparisons)
{
    /// <summary>Half of the interval that holds with 95 % for all comparisons at once, after Bonferroni.</summary>
    public double HalfWidth => Differences.HalfWidthAt(1 - 0.05 / Comparisons);

    /// <summary>Whether the first way keeps more, beyond chance.</summary>
    public bool IsMore => Differences.Values.Length > 1 && Differences.Mean - HalfWidth > 0;

    /// <summary>Whether it keeps less, beyond chance.</summary>
    public bool IsLess => Differences.Values.Length > 1 && Differences.Mean + HalfWidth < 0;

    /// <summary>The mean difference, its interval, and what it says.</summary>
    public override string ToString() =>
        $"{Signed(Differences.Mean)} ± {Numbers.Fixed(HalfWidth)}{(IsMore ? ", more" : IsLess ? ", less" : "")}";

    /// <summary>Compares one way with others at every rate.</summary>
    /// <param name="trials">All trials.</param>
    /// <param name="first">The one.</param>
    /// <param name="others">The others.</param>
    /// <param name="score">What is compared.</param>
    public static ImmutableArray<PruningComparison> Of(
        ImmutableArray<PruningTrial> trials,
        string first,
        ImmutableArray<string> others,
        Func<PruningTrial, double> score
    )
    {
        var groups = trials.Where(t => t.Rates.Length > 0).GroupBy(t => t.Rates, StringComparer.Ordinal).ToArray();
        return
        [
            .. from rates in groups
            from other in others
            select new PruningComparison(
                rates.Key,
                other,
                new([.. rates.Where(t => t.By == first).Zip(rates.Where(t => t.By == other), Difference)]),
                groups.Length * others.Length
            ),
        ];

        double Difference(PruningTrial a, PruningTrial b) => score(a) - score(b);
    }

    private static string Signed(double number) => (number < 0 ? "−" : "+") + Numbers.Fixed(Math.Abs(number));
}
