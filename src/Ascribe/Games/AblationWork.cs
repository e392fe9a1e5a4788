namespace Ascribe.Games;

/// <summary>The evaluations of what takes things away, example by example; coalitions are made as they are needed.</summary>
/// <param name="total">Coalitions in all.</param>
/// <param name="progress">Told how far the work is.</param>
internal sealed class AblationWork(long total, IProgress<Progress>? progress)
{
    /// <summary>What <see cref="Run"/> evaluates beside the coalitions: everybody and nobody.</summary>
    public const int Ends = 2;

    /// <summary>Evaluations made so far.</summary>
    public long Evaluations { get; private set; }

    /// <summary>The effects of what is missing from each coalition of a game.</summary>
    public Ablation Run(ModelGame game, IEnumerable<Coalition> left, CancellationToken cancellation)
    {
        Coalition[] ends = [Coalition.All(game.Players), Coalition.Empty(game.Players)];
        var values = Values(game, ends.Concat(left), cancellation).ToArray();
        return new Ablation(values[1], [.. values.Skip(ends.Length).Select(v => values[0] - v)]);
    }

    /// <summary>The target at coalitions of a game, in order.</summary>
    public IEnumerable<double> Values(
        ModelGame game,
        IEnumerable<Coalition> coalitions,
        CancellationToken cancellation
    ) => InRuns(game, coalitions, together => game.Values(together, cancellation));

    /// <summary>The decisions at coalitions of a game, in order; see <see cref="ModelGame.Decisions"/>.</summary>
    public IEnumerable<long> Decisions(
        ModelGame game,
        IEnumerable<Coalition> coalitions,
        CancellationToken cancellation
    ) => InRuns(game, coalitions, together => game.Decisions(together, cancellation));

    private IEnumerable<T> InRuns<T>(ModelGame game, IEnumerable<Coalition> coalitions, Func<Coalition[], T[]> evaluate)
    {
        foreach (var together in coalitions.Chunk(game.AtOnce))
        {
            var results = evaluate(together);
            Evaluations += together.Length;
            progress?.Report(new Progress(Evaluations, total));
            foreach (var result in results)
                yield return result;
        }
    }
}
