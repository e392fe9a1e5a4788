using Ascribe.Games;
using Ascribe.Onnx;
using MathNet.Numerics.Statistics;

namespace Ascribe.Metrics;

/// <summary>
/// Whether contributions tell what sets of neurons do together: the correlation of Σ_{i∈S} Rᵢ and f(A) − f(A_S) over random sets S of one
/// size that are replaced, at the input or at any layer. Larger is better.
/// </summary>
/// <remarks>
/// Ancona et al., "Towards better understanding of gradient-based attribution methods", 2018; sizes as in Shi, Li and Yamaguchi,
/// "Output-targeted baseline for neuron attribution calculation", 2022, Eq. 10. The curve holds Pearson's correlation by the share
/// replaced, NaN where it is undefined; the score is the mean over the sizes that have one. Every example meets the same sets.
/// </remarks>
public sealed record SensitivityN : GameScore
{
    /// <summary>How many sizes are tried, spaced evenly in the logarithm; fewer where rounding makes them equal.</summary>
    public int Sizes { get; init; } = 10;

    /// <summary>The smallest size as a share of the neurons, above 0; one neuron at least.</summary>
    public double Smallest { get; init; } = 0.01;

    /// <summary>The largest size as a share of the neurons, below 1; never all of them.</summary>
    public double Largest { get; init; } = 0.95;

    /// <summary>Random sets of each size.</summary>
    public int Coalitions { get; init; } = 200;

    /// <summary>What others have found already of the same sets at the same question, and replaced by the same; null for nothing.</summary>
    internal SetEffects? Effects { get; init; }

    /// <inheritdoc/>
    public override string Name => "sensitivity-n";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    private protected override string Undefined =>
        "all sets of a size change the target alike, or were given alike, at every size, so that nothing can be correlated; divide into other players, or choose another baseline.";

    private protected override void Check()
    {
        if (Sizes < 1 || Coalitions < 2)
            throw new ModelException(
                $"{Sizes} sizes with {Coalitions} sets each cannot be correlated; take at least 1 size and 2 sets."
            );
        if (!(Smallest > 0 && Smallest <= Largest && Largest < 1))
            throw new ModelException(
                $"sizes from {Smallest} to {Largest} are no ascending shares between 0 and 1, both excluded."
            );
    }

    private protected override long Evaluations(ScoredPlayers players) =>
        1 + (long)SizesFor(players.Count).Length * Coalitions;

    private protected override ExampleScore Of(ScoredPlayers players, GameRuns runs)
    {
        var output = runs.Values([Coalition.All(players.Count)])[0];
        var sizes = SizesFor(players.Count);
        var correlations = sizes.Select(size => Correlate(players, runs, size, output)).ToArray();
        var defined = correlations.Where(double.IsFinite).ToArray();
        return new ExampleScore(
            defined.Length > 0 ? defined.Average() : double.NaN,
            new ScoreCurve([.. sizes.Select(s => (double)s / players.Count)], [.. correlations])
        );
    }

    private double Correlate(ScoredPlayers players, GameRuns runs, int size, double output)
    {
        // Drawn once for each of both from one seed, so that the sets need not be kept.
        var replaced = UniformSets.Draw(players.Count, size, Coalitions, runs.Seed);
        var effects = Effects is { } shared ? shared.Of(players.Example, size, Find) : Find();
        return Correlation.Pearson(replaced.Select(players.Sum), effects);

        double[] Find() => [.. runs.Values(replaced.Select(s => s.Complement())).Select(v => output - v)];
    }

    private int[] SizesFor(int players)
    {
        var ratio = Sizes > 1 ? Math.Pow(Largest / Smallest, 1.0 / (Sizes - 1)) : 1;
        return
        [
            .. Enumerable
                .Range(0, Sizes)
                .Select(i => (int)Math.Round(Smallest * Math.Pow(ratio, i) * players))
                .Select(size => Math.Clamp(size, 1, Math.Max(1, players - 1)))
                .Distinct(),
        ];
    }
}
