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
        inverse = PseudoInverse(normal);
        Slopes = [.. (inverse * right).Select(b => b + mean)];
    }

    /// <summary>φ by player.</summary>
    public ImmutableArray<double> Slopes { get; }

    /// <summary>Rows that a fit takes to say anything about its own error.</summary>
    public int Parameters => players - 1 + (sizeIntercepts ? players - 1 : 0);

    /// <summary>
    /// The standard error of each value. The estimate's error is the inverse times Σ ω·x·residual, a sum over a sample without
    /// replacement, whose variance is estimated size by size; a size of which everything was drawn adds none.
    /// </summary>
    /// <param name="design">How pairs were drawn.</param>
    public double[] StandardErrors(PairedDesign design)
    {
        var freedom = 2 * pairs.Length - Parameters;
        if (
            freedom <= 0
            && pairs.Any(p => pairs.Count(q => q.Pair.Stratum == p.Pair.Stratum) < design.PairsOf(p.Pair.Stratum))
        )
            return [.. Enumerable.Repeat(double.NaN, players)];
        var variances = new double[players];
        foreach (var group in pairs.GroupBy(p => p.Pair.Stratum))
        {
            var influences = group.Select(Influence).ToArray();
            var missing = 1 - influences.Length / design.PairsOf(group.Key);
            if (missing > 1e-12)
                AddSpread(influences, missing, variances);
        }
        var correction = 2.0 * pairs.Length / Math.Max(1, freedom);
        return [.. variances.Select(v => Math.Sqrt(v * correction))];
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

    private Vector<double> Influence(EvaluatedPair pair)
    {
        var sum = Vector<double>.Build.Dense(players);
        foreach (var (coalition, value) in Rows(pair))
            sum += Weight(pair.Pair, coalition.Size) * (value - Predict(coalition)) * Centered(coalition);
        return inverse * sum;
    }

    private static IEnumerable<(Coalition Coalition, double Value)> Rows(EvaluatedPair pair) =>
        [(pair.Pair.Smaller, pair.Smaller), (pair.Pair.Larger, pair.Larger)];

    /// <summary>The Shapley kernel over the chance to be in the sample. It is scaled by C(N − 2, 0 …), which changes nothing.</summary>
    private double Weight(CoalitionPair pair, int size) =>
        (players - 1.0) / (Binomial.Of(players, size) * size * (players - size) * pair.Inclusion * share);

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
    private static Matrix<double> PseudoInverse(Matrix<double> normal)
    {
        const double negligible = 1e-10;
        var decomposition = normal.Evd(Symmetricity.Symmetric);
        var values = decomposition.EigenValues.Map(v => v.Real);
        var least = negligible * values.AbsoluteMaximum();
        var scaled = Vector<double>.Build.Dense(values.Count, i => values[i] > least ? 1 / values[i] : 0);
        return decomposition.EigenVectors
            * Matrix<double>.Build.DenseOfDiagonalVector(scaled)
            * decomposition.EigenVectors.Transpose();
    }
}
