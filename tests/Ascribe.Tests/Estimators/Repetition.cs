using Ascribe.Estimators;
using Ascribe.Games;

namespace Ascribe.Tests.Estimators;

/// <summary>What an estimator gives on a game, seed after seed, beside the exact values.</summary>
internal sealed class Repetition
{
    private readonly double[] exact;
    private readonly ShapleyEstimate[] estimates;

    public Repetition(ShapleyEstimator estimator, GameTable game, EstimationOptions options, int seeds = 200)
    {
        exact = game.Shapley();
        estimates =
        [
            .. Enumerable.Range(0, seeds).Select(seed => estimator.Estimate(game, options with { Seed = seed })),
        ];
    }

    private IEnumerable<int> Players => Enumerable.Range(0, exact.Length);

    /// <summary>√ of the mean square of the error of a value.</summary>
    public double Error => Math.Sqrt(estimates.Average(e => Players.Average(p => Square(e.Values[p] - exact[p]))));

    /// <summary>√ of the mean square of the error of all values over the sum of their squares.</summary>
    public double RelativeError => Error / Math.Sqrt(exact.Average(Square));

    /// <summary>√ of the mean variance of a value from seed to seed.</summary>
    public double Spread => Math.Sqrt(Players.Average(p => Square(Deviation(p))));

    /// <summary>√ of the mean square of the standard errors that were reported.</summary>
    public double Reported => Math.Sqrt(estimates.Average(e => e.StandardErrors.Average(Square)));

    /// <summary>Evaluations on the average.</summary>
    public double Evaluations => estimates.Average(e => e.Evaluations);

    /// <summary>How far each player's mean over the seeds lies from the exact value, in its own standard errors.</summary>
    public double[] Biases =>
        [.. Players.Select(p => Math.Abs(Mean(p) - exact[p]) / (Deviation(p) / Math.Sqrt(estimates.Length)))];

    private double Mean(int player) => estimates.Average(e => e.Values[player]);

    private double Deviation(int player)
    {
        var mean = Mean(player);
        return Math.Sqrt(estimates.Sum(e => Square(e.Values[player] - mean)) / (estimates.Length - 1));
    }

    private static double Square(double x) => x * x;
}
