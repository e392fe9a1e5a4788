using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>
/// How far the target falls when the few neurons of the largest contributions are replaced: (f(A) − f(A_S))/f(A), at the input or at any
/// layer. Larger is better; 1 says that nothing of the target is left.
/// </summary>
/// <remarks>
/// Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022. Neurons go in steps until the
/// <see cref="Share"/> is reached: the score is the fall there, and the curve holds the fall at every step, by the share replaced.
/// </remarks>
public sealed record Robustness : GameScore
{
    /// <summary>The share of all neurons that is replaced at last, in (0, 1]; at least one neuron is.</summary>
    public double Share { get; init; } = 0.05;

    /// <summary>
    /// In how many steps of about one size; null for steps of half the feature's positions, W·H/2, and at least 1 neuron. A feature without
    /// axes behind the channels has one position. The score is the same, whatever the steps.
    /// </summary>
    public int? Steps { get; init; }

    /// <inheritdoc/>
    public override string Name => "robustness";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    private protected override string Undefined =>
        "the target f(A) is not above 0 at the example, so that the share of it that is lost means nothing; explain a target that is positive, such as the logit of the class that the model decided for.";

    private protected override void Check()
    {
        if (Share is not (> 0 and <= 1))
            throw new ModelException($"the share of neurons is {Share}, but has to be above 0 and at most 1.");
        if (Steps < 1)
            throw new ModelException($"{Steps} steps lead nowhere; take at least 1.");
    }

    private protected override long Evaluations(ScoredPlayers players) => Replaced(players).Length;

    private protected override ExampleScore Of(ScoredPlayers players, GameRuns runs)
    {
        var replaced = Replaced(players);
        var values = runs.Values(replaced.Select(count => players.Top(count).Complement()));
        var falls = values.Select(v => values[0] > 0 ? (values[0] - v) / values[0] : double.NaN).ToArray();
        return new ExampleScore(
            falls[^1],
            new ScoreCurve([.. replaced.Select(r => (double)r / players.Count)], [.. falls])
        );
    }

    private int[] Replaced(ScoredPlayers players)
    {
        var most = Math.Max(1, (int)(Share * players.Count));
        if (Steps is { } steps)
            return [.. Enumerable.Range(0, steps + 1).Select(i => (int)((long)most * i / steps)).Distinct()];
        var step = Math.Max(1, players.Positions / 2);
        return [0, .. Enumerable.Range(1, (most + step - 1) / step).Select(i => Math.Min(i * step, most))];
    }
}
