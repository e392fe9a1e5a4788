using System.Collections.Immutable;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Pruning;

/// <summary>What pruning came to.</summary>
/// <param name="Task">The model and its examples.</param>
/// <param name="Rates">The rates in words.</param>
/// <param name="Models">The whole model, the one that was asked for, and those that it is compared with.</param>
public sealed record PruningResult(PruningTask Task, string Rates, ImmutableArray<PrunedModel> Models)
{
    /// <summary>The small model that was asked for.</summary>
    public PrunedModel Small => Models[1];

    /// <summary>All models side by side.</summary>
    public ResultTable Table => PruningTable.Of(Models, Task, Rates);

    /// <summary>The channels that stay, layer by layer.</summary>
    public ResultTable Channels =>
        new(
            "channels",
            $"Channels that stay in the model pruned by {Small.Name}.",
            ["layer", "channels"],
            [.. Small.Kept.Select(k => ImmutableArray.Create(k.Key, $"{k.Value.Length}"))]
        );

    /// <summary>Everything on one page.</summary>
    /// <param name="model">What the model is called.</param>
    public Page ToPage(string model) =>
        new($"{model}, pruned", [Table.ToBlock(), Channels.ToBlock()])
        {
            Lead = $"{model} with fewer channels, to tell {string.Join(", ", Task.Labels)}.",
            Footer = "Made with Ascribe. Times are medians of runs on one thread of the machine that this was made on.",
        };
}
