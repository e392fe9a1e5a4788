using Ascribe.Games;

namespace Ascribe.Metrics;

/// <summary>The game of one example, for a score to ask.</summary>
/// <param name="game">The game.</param>
/// <param name="work">Counts what is asked, and tells how far it is.</param>
/// <param name="entries">Entries of the value that the target is read from.</param>
/// <param name="seed">The seed of everything random; the same for every example.</param>
/// <param name="cancellation">Ends the work early.</param>
internal sealed class GameRuns(ModelGame game, AblationWork work, int entries, int seed, CancellationToken cancellation)
{
    /// <summary>Entries of the value that the target is read from: what a decision chooses among.</summary>
    public int Entries => entries;

    /// <summary>The seed of everything random.</summary>
    public int Seed => seed;

    /// <summary>The target at coalitions, in order; they are read as they are needed.</summary>
    public double[] Values(IEnumerable<Coalition> coalitions) => [.. work.Values(game, coalitions, cancellation)];

    /// <summary>The place of the largest entry of what the target is read from, at coalitions, in order.</summary>
    public long[] Decisions(IEnumerable<Coalition> coalitions) => [.. work.Decisions(game, coalitions, cancellation)];
}
