using System.Collections.Immutable;
using Ascribe.Games;
using MathNet.Numerics.LinearAlgebra;

namespace Ascribe.Estimators;

/// <summary>
/// The Shapley values as a weighted least-squares problem: min Σ ω(S)·(v(S) − a_|S| − φ·1_S)² under Σφ = v(N) − v(∅), with the Shapley
/// kernel as weight, divided by the chance that S is in the sample. The intercepts a are v(∅), or free for each size.
/// </summary>
/// <remarks>
/// Charnes et al., 1988; Lundberg and Lee, "A unified approach to interpreting model predictions", 2017. The constraint is solved
/// for by projecting on what is orthogonal to the vector of ones: Musco and Witter, "Provably accurate Shapley value estimation
/// via leverage score sampling", 2024. A game that depends on the size alone has the Shapley values (v(N) − v(∅))/N, which the
/// projection leaves untouched, so that free intercepts take away what sizes explain and change nothing else.
/// </remarks>
internal sealed class CoalitionRegression
{
    private readonly int players;
    private readonly bool sizeIntercepts;
    private readonly ImmutableArray<EvaluatedPair> pairs;
    private readonly double share;
    private readonly double nobody;
    private readonly double mean;
    private readonly double[] sizeMeans;
    private readonly double[][] centers;
    private readonly Matrix<double> inverse;
    private readonly bool isDetermined;

    /// <summary>Solves the problem.</summary>
    /// <param name="players">N.</param>
    /// <param name="ends">v(∅) and v(N).</param>
    /// <param name="pairs">The sample.</param>
    /// <param name="share">Which share of the drawn pairs it is.</param>
    /// <param name="sizeIntercepts">Whether the intercepts are free.</param>
    public CoalitionRegression(
        int players,
        (double Nobody, double Everybody) ends,
        ImmutableArray<EvaluatedPair> pairs,
        double share,
        bool sizeIntercepts
    )
    {
        this.players = players;
        this.pairs = pairs;
        this.share = share;
        this.sizeIntercepts = sizeIntercepts;
        nobody = ends.Nobody;
        mean = (ends.Everybody - ends.Nobody) / players;
        (sizeMeans, centers) = sizeIntercepts ? Centers() : (new double[players + 1], EvenCenters());
        var (normal, right) = NormalEquations();
        (inverse, var rank) = PseudoInverse(normal);
        isDetermined = rank == players - 1;
        Slopes = [.. (inverse * right).Select(b => b + mean)];
    }

    /// <summary>φ by player.</summary>
    public ImmutableArray<double> Slopes { get; }

    /// <summary>
    /// The standard error of each value. The estimate's error is the inverse times Σ ω·x·residual, a sum over a sample without
    /// replacement, whose variance is estimated size by size; a size of which everything was drawn adds none.
    /// </summary>
    /// <param name="design">How pairs were drawn.</param>
    /// <returns>NaN where the fit goes through what it was given, so that no residual tells anything.</returns>
    public double[] StandardErrors(PairedDesign design)
    {
        var variances = new double[players];
        foreach (var group in pairs.GroupBy(p => p.Pair.Stratum))
        {
            var rows = group.ToArray();
            var missing = 1 - rows.Length / design.PairsOf(group.Key);
            if (missing > 1e-12)
                AddSpread([.. rows.Select(r => Influence(r, rows.Length))], missing, variances);
        }
        return [.. variances.Select(v => isDetermined ? Math.Sqrt(v) : double.NaN)];
    }

    /// <summary>What the fit says of a coalition.</summary>
    public double Predict(Coalition coalition)
    {
        var size = coalition.Size;
        if (size == 0 || size == players)
            return nobody + size * mean;
        var sum = 0.0;
        for (var player = 0; player < players; player++)
            sum += (Slopes[player] - mean) * ((coalition.Contains(player) ? 1 : 0) - centers[size][player]);
        return nobody + size * mean + sizeMeans[size] + sum;
    }

    private static void AddSpread(Vector<double>[] influences, double missing, double[] variances)
    {
        var count = influences.Length;
        for (var player = 0; player < variances.Length; player++)
        {
            var center = count > 1 ? influences.Average(u => u[player]) : 0;
            var squares = influences.Sum(u => (u[player] - center) * (u[player] - center));
            variances[player] += missing * squares * (count > 1 ? count / (count - 1.0) : 1);
        }
    }

    /// <summary>
    /// How far a pair moves the estimate. What counts of it is the difference of its residuals, since the two rows are opposite.
    /// Residuals are smaller than errors, by √(1 − h) where h is the leverage: MacKinnon and White, "Some
    /// heteroskedasticity-consistent covariance matrix estimators with improved finite sample properties", 1985.
    /// </summary>
    private Vector<double> Influence(EvaluatedPair pair, int ofSize)
    {
        var (smaller, larger) = (pair.Pair.Smaller, pair.Pair.Larger);
        var (weight, x) = (Weight(pair.Pair, smaller.Size), Centered(smaller));
        var direction = inverse * x;
        var leverage = 2 * weight * x.DotProduct(direction);
        var taken = sizeIntercepts && smaller.Size != larger.Size ? 1.0 / ofSize : 0;
        var difference = pair.Smaller - Predict(smaller) - (pair.Larger - Predict(larger));
        if (leverage < 1e-12)
            return Vector<double>.Build.Dense(players);
        return 1 - leverage - taken > 1e-9
            ? direction * (weight * difference / Math.Sqrt(1 - leverage))
            : Vector<double>.Build.Dense(players, double.NaN);
    }

    private static IEnumerable<(Coalition Coalition, double Value)> Rows(EvaluatedPair pair) =>
        [(pair.Pair.Smaller, pair.Smaller), (pair.Pair.Larger, pair.Larger)];

    /// <summary>The Shapley kernel (N − 1)/(C(N, k)·k·(N − k)) over the chance to be in the sample.</summary>
    private double Weight(CoalitionPair pair, int size) =>
        (players - 1.0) / (size * (double)(players - size) * pair.ExpectedOfSize * share);

    /// <summary>1_S less what its size alone says of it.</summary>
    private Vector<double> Centered(Coalition coalition)
    {
        var center = centers[coalition.Size];
        return Vector<double>.Build.Dense(players, p => (coalition.Contains(p) ? 1 : 0) - center[p]);
    }

    private double[][] EvenCenters() =>
        [
            .. Enumerable
                .Range(0, players + 1)
                .Select(size => Enumerable.Repeat((double)size / players, players).ToArray()),
        ];

    /// <summary>For each size the mean of v less v(∅) and its even share, and how often each player is in; what free intercepts amount to.</summary>
    private (double[] Values, double[][] Members) Centers()
    {
        var values = new double[players + 1];
        var members = EvenCenters();
        foreach (var group in pairs.SelectMany(Rows).GroupBy(r => r.Coalition.Size))
        {
            var rows = group.ToArray();
            values[group.Key] = rows.Average(r => r.Value) - nobody - group.Key * mean;
            members[group.Key] =
            [
                .. Enumerable
                    .Range(0, players)
                    .Select(p => rows.Count(r => r.Coalition.Contains(p)) / (double)rows.Length),
            ];
        }
        return (values, members);
    }

    private (Matrix<double> Normal, Vector<double> Right) NormalEquations()
    {
        var normal = Matrix<double>.Build.Dense(players, players);
        var right = Vector<double>.Build.Dense(players);
        foreach (var pair in pairs)
        foreach (var (coalition, value) in Rows(pair))
        {
            var size = coalition.Size;
            var (weight, x) = (Weight(pair.Pair, size), Centered(coalition));
            var y = value - nobody - size * mean - sizeMeans[size];
            for (var i = 0; i < players; i++)
            {
                right[i] += weight * x[i] * y;
                for (var j = 0; j <= i; j++)
                    normal[i, j] += weight * x[i] * x[j];
            }
        }
        for (var i = 0; i < players; i++)
        for (var j = 0; j < i; j++)
            normal[j, i] = normal[i, j];
        return (normal, right);
    }

    /// <summary>The inverse on what the rows span, and zero beyond: of all solutions the one closest to equal shares.</summary>
    private static (Matrix<double> Inverse, int Rank) PseudoInverse(Matrix<double> normal)
    {
        const double negligible = 1e-10;
        var decomposition = normal.Evd(Symmetricity.Symmetric);
        var values = decomposition.EigenValues.Map(v => v.Real);
        var least = negligible * values.AbsoluteMaximum();
        var scaled = Vector<double>.Build.Dense(values.Count, i => values[i] > least ? 1 / values[i] : 0);
        var inverse =
            decomposition.EigenVectors
            * Matrix<double>.Build.DenseOfDiagonalVector(scaled)
            * decomposition.EigenVectors.Transpose();
        return (inverse, scaled.Count(v => v > 0));
    }
}
