namespace Ascribe.Games;

/// <summary>A game given by a function.</summary>
internal sealed class FunctionGame(int players, Func<Coalition, double> value) : Game(players)
{
    protected override double[] Evaluate(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation) =>
        [.. coalitions.Select(value)];
}
