using System.Collections.Immutable;
using System.Numerics;

namespace Ascribe.Experiments.GridWorld;

/// <summary>
/// The cooperative game of steps in a grid, after "Shapley Integrated Gradients", section V. A run begins at the start and
/// takes, as long as there is one, an unused step of the coalition that begins where it is; it cannot stop by itself.
/// </summary>
/// <remarks>
/// The paper leaves open whether a coalition's steps have an order. Here they have none: the worth of a coalition is the
/// largest total reward of all its runs. A run also ends where it has used up the steps of the cell it is in, which can
/// be worth more than to go on to a distant end.
/// </remarks>
public static class GridWorldGame
{
    /// <summary>The worth v(S) of every coalition S.</summary>
    /// <param name="grid">Whose <see cref="Grid.Steps"/> are the players.</param>
    /// <param name="reward">What steps earn.</param>
    /// <returns>2^players numbers; bit i of an index tells whether player i takes part, so that the first is v(∅) = 0.</returns>
    public static double[] Values(Grid grid, Reward reward)
    {
        // The two phases of a run have a table each: the one before the first arrival looks up what an arrival leads to.
        var after = reward.After is { } later ? Totals(grid, later, null) : [];
        var before = Totals(grid, reward.Before, after);
        var values = new double[1 << grid.Steps.Length];
        for (var coalition = 0; coalition < values.Length; coalition++)
            values[coalition] = before[coalition * grid.CellCount];
        return values;
    }

    /// <summary>What the best run earns from every state on, at [remaining steps × cells + cell].</summary>
    /// <param name="grid">Where runs take place.</param>
    /// <param name="reward">What a step of this phase earns.</param>
    /// <param name="arrived">The table in which a run goes on from the end; empty where it is over, null for this table itself.</param>
    private static double[] Totals(Grid grid, StepReward reward, double[]? arrived)
    {
        ImmutableArray<int> destinations = [.. grid.Steps.Select(grid.Destination)];
        ImmutableArray<int> starting = [.. Enumerable.Range(0, grid.CellCount).Select(cell => StepsFrom(grid, cell))];
        var totals = new double[grid.CellCount << destinations.Length];
        arrived ??= totals;
        // Every step leaves fewer bits, so in ascending order all that a state leads to is known.
        for (var state = 0; state < totals.Length; state++)
        {
            var (remaining, cell) = Math.DivRem(state, grid.CellCount);
            var best = double.NegativeInfinity;
            for (var open = remaining & starting[cell]; open != 0; open &= open - 1)
            {
                var step = BitOperations.TrailingZeroCount(open);
                best = Math.Max(best, Total(remaining ^ (1 << step), destinations[step]));
            }
            totals[state] = double.IsNegativeInfinity(best) ? 0 : best;
        }
        return totals;

        double Total(int remaining, int cell)
        {
            var next = remaining * grid.CellCount + cell;
            if (cell != grid.End)
                return reward.Elsewhere + totals[next];
            return reward.AtEnd + (arrived.Length == 0 ? 0 : arrived[next]);
        }
    }

    /// <summary>The players that begin in a cell, as bits.</summary>
    private static int StepsFrom(Grid grid, int cell) =>
        grid.Steps.Select((step, player) => step.Cell == cell ? 1 << player : 0).Aggregate((a, b) => a | b);
}
