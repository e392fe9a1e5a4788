using System.Collections.Immutable;

namespace Ascribe.Experiments.Baselines;

/// <summary>A score of the same examples under every baseline, in the same order.</summary>
/// <param name="Scores">By the names of <see cref="BaselineChoice.Names"/>, one number per example.</param>
/// <param name="LargerIsBetter">Whether a larger number speaks for a baseline.</param>
internal sealed record ScoresByChoice(ImmutableDictionary<string, Summary> Scores, bool LargerIsBetter)
{
    /// <summary>Collects the scores of examples.</summary>
    /// <param name="examples">For each example, a number by the name of the baseline.</param>
    /// <param name="largerIsBetter">Whether a larger number speaks for a baseline.</param>
    public static ScoresByChoice Of(IEnumerable<Func<string, double>> examples, bool largerIsBetter)
    {
        var all = examples.ToArray();
        return new ScoresByChoice(
            BaselineChoice.Names.ToImmutableDictionary(
                name => name,
                name => new Summary([.. all.Select(example => example(name))]),
                StringComparer.Ordinal
            ),
            largerIsBetter
        );
    }

    /// <summary>The scores of one baseline.</summary>
    public Summary this[string name] => Scores[name];

    /// <summary>SIG minus another one, example by example.</summary>
    public Summary Difference(string other) =>
        new([.. Scores[BaselineChoice.Shapley].Values.Zip(Scores[other].Values, (a, b) => a - b)]);

    /// <summary>Whether SIG has a better mean than a single baseline.</summary>
    public bool IsBetterThan(string other) => Advantage(Difference(other).Mean) > 0;

    /// <summary>
    /// Whether the mean difference is larger than chance explains: 1 where SIG is better by more than half the interval's width, −1 where
    /// it is worse by more than that, 0 otherwise.
    /// </summary>
    /// <param name="other">A single baseline.</param>
    /// <param name="confidence">The confidence of the interval, between 0 and 1.</param>
    public int Lead(string other, double confidence)
    {
        var difference = Difference(other);
        return difference.Values.Length > 1 && Math.Abs(difference.Mean) > difference.HalfWidthAt(confidence)
            ? Math.Sign(Advantage(difference.Mean))
            : 0;
    }

    private double Advantage(double difference) => LargerIsBetter ? difference : -difference;
}
