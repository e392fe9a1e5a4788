using System.Collections.Immutable;

namespace Ascribe.Pruning;

/// <summary>Scores by chance, uniform in [0, 1): what any other way has to beat. The seed is <see cref="Execution.Seed"/>.</summary>
public sealed record RandomScoring : ChannelScoring
{
    /// <summary>Shapes of inputs that the model leaves open.</summary>
    public ImmutableDictionary<string, ImmutableArray<long>>? Shapes { get; init; }

    /// <inheritdoc/>
    public override ChannelScores Score(
        Network network,
        ImmutableArray<string> layers,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var ties = new ChannelTies(PrunableForm.Of(network.Model, Shapes).Graph);
        var random = new Random((execution ?? Execution.Default).Seed);
        return new(
            layers
                .Order(StringComparer.Ordinal)
                .Select(l => KeyValuePair.Create(l, Drawn(ties.Cells.Count(ties.RequireChannels(l)))))
                .ToImmutableSortedDictionary(StringComparer.Ordinal)
        );

        ImmutableArray<double> Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }
}
