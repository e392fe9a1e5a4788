using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>
/// iAccuracy: how often the decision stands while the pixels of the largest contributions are removed one by one,
/// 1/(L + 1)·Σ_{k=0..L} 1[decision at x = decision without the top k]. Smaller is better: the right pixels were named.
/// </summary>
/// <remarks>
/// "A New Baseline Assumption of Integrated Gradients Based on Shapley Value", 2023. The decision is the largest entry of the value that
/// the target is read from. The curve holds 1 where the decision stands and 0 where it does not, by k.
/// </remarks>
public sealed record IdentificationAccuracy : GameScore
{
    /// <summary>With pixels of pictures, all channels together, and elements of anything else as players.</summary>
    public IdentificationAccuracy() => Players = new PixelsOrElements();

    /// <summary>L: how many pixels are removed at last; all of them where there are fewer.</summary>
    public int Pixels { get; init; } = 100;

    /// <summary>
    /// n: with every pixel goes the area of (n + 1)×(n + 1) that is centered on it, as far as it lies in the picture. Where n is odd, the
    /// area reaches one further down and right than up and left.
    /// </summary>
    public int Patch { get; init; }

    /// <summary>
    /// Where the target's value has a single entry: the decision is whether the target lies above this, 0 for a logit and 0.5 for a
    /// probability. Null to decide by the largest of several entries.
    /// </summary>
    public double? Threshold { get; init; }

    /// <inheritdoc/>
    public override string Name => "identification-accuracy";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    private protected override string Undefined =>
        "the target is read from a single number, whose largest entry never changes; state the threshold that decides, 0 for a logit or 0.5 for a probability.";

    private protected override void Check()
    {
        if (Pixels < 1)
            throw new ModelException($"{Pixels} pixels to remove leave the decision as it is; take at least 1.");
        if (Patch < 0)
            throw new ModelException($"a patch of {Patch} has no area; take 0 for single pixels, or more.");
    }

    private protected override long Evaluations(ScoredPlayers players) => Math.Min(Pixels, players.Count) + 1;

    private protected override ExampleScore Of(ScoredPlayers players, GameRuns runs)
    {
        if (runs.Entries < 2 && Threshold is null)
            return new ExampleScore(double.NaN, new ScoreCurve([], []));
        var left = PatchRemoval.Remaining(players, Patch, Math.Min(Pixels, players.Count));
        long[] decisions = Threshold is { } bound
            ? [.. runs.Values(left).Select(v => v > bound ? 1L : 0)]
            : runs.Decisions(left);
        var stands = decisions.Select(d => d == decisions[0] ? 1.0 : 0).ToArray();
        return new ExampleScore(
            stands.Average(),
            new ScoreCurve([.. Enumerable.Range(0, stands.Length).Select(k => (double)k)], [.. stands])
        );
    }
}
