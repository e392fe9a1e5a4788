using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>What share of its channels each layer loses.</summary>
/// <param name="Text">The same in words.</param>
/// <param name="Find">Gives the share by layer, from the pruning under way and the scores of its channels.</param>
public sealed record PruningRates(
    string Text,
    Func<Pruner, ChannelScores, ImmutableSortedDictionary<string, double>> Find
)
{
    /// <summary>The same share of every layer that has scores.</summary>
    /// <param name="rate">The share, from 0 up to below 1.</param>
    public static PruningRates Uniform(double rate) =>
        new(
            rate.ToString("R", CultureInfo.InvariantCulture),
            (pruner, _) =>
                pruner.Groups.ToImmutableSortedDictionary(g => g.Layers[0], _ => rate, StringComparer.Ordinal)
        );

    /// <summary>A share for some layers; the others stay whole.</summary>
    /// <param name="rates">The share by layer.</param>
    /// <param name="text">Where they come from.</param>
    public static PruningRates ByLayer(ImmutableSortedDictionary<string, double> rates, string text) =>
        new(text, (_, _) => rates);

    /// <summary>Found by <see cref="AutomaticRates"/> on the examples to prune with.</summary>
    /// <param name="budget">By how much the share of wrong decisions may grow.</param>
    public static PruningRates Automatic(double budget) =>
        new(
            $"auto:{budget.ToString("R", CultureInfo.InvariantCulture)}",
            (pruner, scores) => pruner.Automatic(new AutomaticRates(budget), scores)
        );
}
