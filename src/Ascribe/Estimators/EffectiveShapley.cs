using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Estimators;

/// <summary>
/// Effective Shapley values: of each player only the coalitions that it changes count, in proportion to how much it changes them.
/// Only the ratios between players are claimed.
/// </summary>
/// <remarks>
/// "The Effective Coalitions of Shapley Value for Integrated Gradients", [ES] Algorithm 1. For each player, subsets of the others are
/// drawn, equally many of each size; those whose value the player changes are grouped by the change m and the size k; of each
/// group a number in proportion to Σ m·k!(N − k − 1)!/N! is drawn, <see cref="Draws"/> in all; the estimate is the mean change of
/// the drawn ones. Changes may be negative, which the listing does not foresee: shares are in proportion to |m|. It costs two
/// evaluations for each player and subset.
/// </remarks>
public sealed record EffectiveShapley : ShapleyEstimator
{
    /// <summary>|T|: coalitions drawn for each player from those that count.</summary>
    public int Draws { get; init; } = 1000;

    /// <summary>A change counts as none, and two as equal, within this share of |v(N) − v(∅)|, or of 1 where that is 0.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <inheritdoc/>
    public override string Name => "effective-shapley";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Settings =>
        [
            KeyValuePair.Create("draws", Draws.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("tolerance", Tolerance.ToString(CultureInfo.InvariantCulture)),
        ];

    private protected override long LeastBudget(int players) => 2 + 2L * players * players;

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        if (Draws < 1)
            throw new ModelException($"{Name} cannot average over {Draws} draws; take at least 1.");
        if (Tolerance is not (> 0 and < double.PositiveInfinity))
            throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"the tolerance is {Tolerance}, but has to be above 0.")
            );
        var perSize = (int)Math.Min(int.MaxValue, game.Left / (2L * game.Players * game.Players));
        var tolerance = Tolerance * (game.Difference == 0 ? 1 : Math.Abs(game.Difference));
        var values = new double[game.Players];
        for (var player = 0; player < values.Length; player++)
        {
            var subsets = Subsets(game.Players, player, perSize, random);
            var worth = game.Values([.. subsets.SelectMany(s => new[] { s, s.With(player) })]);
            var changes = subsets.Select((s, i) => (s.Size, Change: worth[2 * i + 1] - worth[2 * i]));
            values[player] = EffectiveMean(
                [.. changes.Where(c => Math.Abs(c.Change) > tolerance)],
                tolerance,
                game.Players
            );
        }
        return game.Estimate(values, Enumerable.Repeat(double.NaN, game.Players));
    }

    /// <summary>Subsets of the others, equally many of each size and none twice, as far as there are so many.</summary>
    private static ImmutableArray<Coalition> Subsets(int players, int player, int perSize, Random random)
    {
        var others = Enumerable.Range(0, players).Where(p => p != player).ToArray();
        var subsets = ImmutableArray.CreateBuilder<Coalition>();
        for (var size = 0; size < players; size++)
        {
            var wanted = Math.Min(perSize, Binomial.Of(players - 1, size));
            var seen = new HashSet<Coalition>();
            while (seen.Count < wanted)
            {
                random.Shuffle(others);
                seen.Add(Coalition.Of(players, others.AsSpan(0, size)));
            }
            subsets.AddRange(seen);
        }
        return subsets.ToImmutable();
    }

    /// <summary>The mean change of the drawn coalitions. Those of a group change alike, so that only their number counts.</summary>
    private double EffectiveMean(ImmutableArray<(int Size, double Change)> changes, double tolerance, int players)
    {
        var groups = changes
            .GroupBy(c => (c.Size, Change: Math.Round(c.Change / tolerance)))
            .Select(g =>
                (
                    Change: g.Average(c => c.Change),
                    Share: g.Sum(c => Math.Abs(c.Change)) * Semivalue.Shapley.Weight(players, g.Key.Size)
                )
            )
            .ToArray();
        var counts = ProportionalSample.Allot([.. groups.Select(g => g.Share)], Draws);
        return groups.Length == 0 ? 0 : groups.Zip(counts, (g, count) => g.Change * count).Sum() / Draws;
    }
}
