using System.Collections.Immutable;
using MathNet.Numerics;

namespace Ascribe.Estimators;

/// <summary>Samples that hold groups in given proportions. [ES], Theorem 2.</summary>
public static class ProportionalSample
{
    /// <summary>Whole numbers in proportion to shares: each rounded down, and what is left to the largest remainders.</summary>
    /// <param name="shares">Not negative.</param>
    /// <param name="count">What the numbers sum to, if there is a share above 0.</param>
    public static ImmutableArray<int> Allot(ImmutableArray<double> shares, int count)
    {
        var sum = shares.Sum();
        if (sum <= 0)
            return [.. shares.Select(_ => 0)];
        var exact = shares.Select(s => s / sum * count).ToArray();
        var whole = exact.Select(e => (int)Math.Floor(e)).ToArray();
        var order = Enumerable.Range(0, exact.Length).OrderByDescending(i => exact[i] - whole[i]);
        foreach (var group in order.Take(count - whole.Sum()))
            whole[group]++;
        return [.. whole];
    }

    /// <summary>
    /// The probability that a sample drawn without replacement holds exactly so many of each group: Π C(nᵢ, cᵢ)/C(Σn, Σc).
    /// </summary>
    /// <param name="groups">nᵢ: how many there are of each group.</param>
    /// <param name="counts">cᵢ: how many of each the sample is to hold.</param>
    /// <remarks>
    /// [ES] Theorem 2 is about the probability that a simple random sample of coalitions is a proportional one; this is that
    /// probability for the groups that coalitions of equal size and marginal make.
    /// </remarks>
    public static double Probability(ImmutableArray<int> groups, ImmutableArray<int> counts)
    {
        if (groups.Length != counts.Length)
            throw new ArgumentException(
                $"{counts.Length} counts are given for {groups.Length} groups.",
                nameof(counts)
            );
        if (groups.Zip(counts).Any(p => p.Second < 0 || p.Second > p.First))
            return 0;
        var logarithm = groups.Zip(counts, SpecialFunctions.BinomialLn).Sum();
        return Math.Exp(logarithm - SpecialFunctions.BinomialLn(groups.Sum(), counts.Sum()));
    }
}
