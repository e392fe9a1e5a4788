using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Repair;

/// <summary>Growing shares of a layer silenced, and what becomes of attacked and of clean examples.</summary>
/// <param name="Ranking">Which units go first.</param>
/// <param name="Points">One for each share, in the order asked for.</param>
/// <remarks>
/// Source: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022, section 5.6, Figures 7 (neurons) and
/// 8 (channels).
/// </remarks>
public sealed record RepairCurve(UnitRanking Ranking, ImmutableArray<SilencedShare> Points)
{
    /// <summary>Nothing, then from 0.1 % to 10 % of the units.</summary>
    public static ImmutableArray<double> UsualShares { get; } =
    [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1];

    /// <summary>Silences shares of a ranking.</summary>
    /// <param name="ranking">Which units go first.</param>
    /// <param name="shares">The shares, 0 … 1.</param>
    /// <param name="attacked">The layer at attacked examples.</param>
    /// <param name="clean">The layer at the examples before the attack.</param>
    /// <param name="originals">The original class of each example.</param>
    /// <param name="adversarials">The class that the attack of each example has reached.</param>
    /// <exception cref="ModelException">A share is out of range, or a layer, examples and classes do not fit each other.</exception>
    public static RepairCurve Of(
        UnitRanking ranking,
        ImmutableArray<double> shares,
        SilencedLayer attacked,
        SilencedLayer clean,
        ImmutableArray<long> originals,
        ImmutableArray<long> adversarials
    )
    {
        if (
            attacked.Layer != ranking.Layer
            || clean.Layer != ranking.Layer
            || new[] { clean.Examples, originals.Length, adversarials.Length }.Any(n => n != attacked.Examples)
        )
            throw new ModelException(
                $"{attacked.Examples} attacked and {clean.Examples} clean examples with {originals.Length} and {adversarials.Length} classes at '{ranking.Layer}' make no pairs."
            );
        int[] counts = [.. shares.Select(ranking.Silenced)];
        // Several shares of a small layer may be the same units.
        int[] different = [.. counts.Distinct()];
        Tensor[] masks = [.. different.Select(ranking.Mask)];
        var (attackedScores, cleanScores) = (attacked.Scores(masks), clean.Scores(masks));
        var points = shares.Zip(
            counts,
            (share, count) =>
            {
                var row = Array.IndexOf(different, count);
                return new SilencedShare(
                    share,
                    count,
                    Ranks(attackedScores, row, originals),
                    Ranks(attackedScores, row, adversarials),
                    Ranks(cleanScores, row, originals)
                );
            }
        );
        return new(ranking, [.. points]);
    }

    private static ImmutableArray<int> Ranks(ImmutableArray<Tensor> scores, int row, ImmutableArray<long> classes) =>
        [.. scores.Zip(classes, (s, number) => ClassRank.Of(s.Rows(row, 1).ToDoubles(), number))];
}
