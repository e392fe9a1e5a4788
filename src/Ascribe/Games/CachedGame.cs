namespace Ascribe.Games;

/// <summary>A game that evaluates a coalition once and remembers the value. It is for one thread at a time.</summary>
internal sealed class CachedGame(Game game) : Game(game.Players)
{
    private readonly Dictionary<Coalition, double> values = [];

    protected override double[] Evaluate(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation)
    {
        var unknown = coalitions.Where(c => !values.ContainsKey(c)).Distinct().ToArray();
        if (unknown.Length > 0)
        {
            foreach (var (coalition, value) in unknown.Zip(game.Values(unknown, cancellation)))
                values[coalition] = value;
        }
        return [.. coalitions.Select(c => values[c])];
    }
}
