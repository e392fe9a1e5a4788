using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Estimators;

/// <summary>Draws pairs of coalitions, evaluates them, and hands them on; in growing parts where the work may stop early.</summary>
internal static class RegressionSampling
{
    private const int MostPlayers = 2048;
    private static readonly double[] Parts = [0.125, 0.25, 0.5, 1];

    /// <summary>Draws as many pairs as the budget allows.</summary>
    /// <param name="game">The game.</param>
    /// <param name="design">How to draw.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="solve">Turns pairs, and which share of all drawn ones they are, into values and errors.</param>
    public static ShapleyEstimate Run(
        MeteredGame game,
        PairedDesign design,
        Random random,
        Func<ImmutableArray<EvaluatedPair>, double, (double[] Values, double[] Errors)> solve
    )
    {
        var drawn = design.Draw(game.Left / 2, random);
        var evaluated = ImmutableArray.CreateBuilder<EvaluatedPair>(drawn.Length);
        var (values, errors) = (new double[game.Players], new double[game.Players]);
        foreach (var part in game.MayStop ? Parts : [1])
        {
            var count = (int)Math.Ceiling(part * drawn.Length);
            var next = drawn.AsSpan()[evaluated.Count..count].ToArray();
            if (next.Length == 0)
                continue;
            var worth = game.Values([.. next.SelectMany(p => new[] { p.Smaller, p.Larger })]);
            evaluated.AddRange(next.Select((p, i) => new EvaluatedPair(p, worth[2 * i], worth[2 * i + 1])));
            (values, errors) = solve(evaluated.ToImmutable(), (double)count / drawn.Length);
            if (game.IsPrecise(evaluated.Count, values, errors))
                break;
        }
        return game.Estimate(values, errors);
    }

    /// <summary>Refuses more players than a regression has room for.</summary>
    /// <exception cref="ModelException">There are too many.</exception>
    public static void RequireFew(string name, int players)
    {
        if (players > MostPlayers)
            throw new ModelException(
                $"{name} solves for all players at once, and {players} are too many (at most {MostPlayers}); take larger players, or permutation-shapley."
            );
    }
}
