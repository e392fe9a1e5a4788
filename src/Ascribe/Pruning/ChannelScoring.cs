using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>A way to tell how much channels matter.</summary>
public abstract record ChannelScoring
{
    /// <summary>Scores the channels of some layers.</summary>
    /// <param name="network">The model.</param>
    /// <param name="layers">The layers: values along which channels lie.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">A layer is unknown, or what is needed does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract ChannelScores Score(
        Network network,
        ImmutableArray<string> layers,
        Execution? execution = null,
        CancellationToken cancellation = default
    );
}
