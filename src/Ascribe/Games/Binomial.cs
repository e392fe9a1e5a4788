namespace Ascribe.Games;

/// <summary>Numbers of subsets.</summary>
internal static class Binomial
{
    /// <summary>C(n, k), exact as long as a double can hold it; infinite where it cannot; 0 outside of 0 ≤ k ≤ n.</summary>
    public static double Of(int n, int k)
    {
        if (k < 0 || k > n)
            return 0;
        var product = 1.0;
        for (var i = 1; i <= Math.Min(k, n - k); i++)
            product = product * (n - i + 1) / i;
        return product > 1e15 ? product : Math.Round(product);
    }
}
