namespace Ascribe.Games;

/// <summary>The evaluations of a method that takes things away, example by example; coalitions are made as they are needed.</summary>
/// <param name="games">The games, one per example.</param>
/// <param name="total">Coalitions in all, besides two for each example.</param>
/// <param name="compilation">What the games are played by.</param>
/// <param name="execution">How to do the work.</param>
internal sealed class AblationWork(
    IReadOnlyCollection<ModelGame> games,
    long total,
    Compilation compilation,
    Execution execution
)
{
    /// <summary>Evaluations made so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>The effects of what is missing from each coalition of a game.</summary>
    public Ablation Run(ModelGame game, IEnumerable<Coalition> left, CancellationToken cancellation)
    {
        var ends = Values(game, [Coalition.All(game.Players), Coalition.Empty(game.Players)], cancellation);
        var atOnce = compilation.MicroBatch(execution) * Math.Max(1, execution.Workers);
        var values = left.Chunk(atOnce).SelectMany(chunk => Values(game, chunk, cancellation));
        return new Ablation(ends[1], [.. values.Select(v => ends[0] - v)]);
    }

    private double[] Values(ModelGame game, Coalition[] coalitions, CancellationToken cancellation)
    {
        var values = game.Values(coalitions, cancellation);
        Evaluations += coalitions.Length;
        execution.Progress?.Report(new Progress(Evaluations, total + 2 * games.Count));
        return values;
    }
}
