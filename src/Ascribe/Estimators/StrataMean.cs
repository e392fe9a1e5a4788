namespace Ascribe.Estimators;

/// <summary>A sum of the means of several strata, each estimated from what was drawn of it.</summary>
internal static class StrataMean
{
    /// <summary>The mean over strata that count the same; those that nothing was drawn of take the mean of the others.</summary>
    /// <param name="strata">What was drawn.</param>
    /// <param name="isExact">Of which strata everything was drawn, so that chance has no part in them.</param>
    /// <returns>The mean, and the variance of the estimate; NaN where nothing tells.</returns>
    public static (double Mean, double Variance) Of(ReadOnlySpan<Stratum> strata, Func<int, bool> isExact)
    {
        var (sum, seen, squares, freedom) = (0.0, 0, 0.0, 0);
        for (var s = 0; s < strata.Length; s++)
        {
            if (strata[s].Count == 0)
                continue;
            sum += strata[s].Mean;
            seen++;
            if (isExact(s))
                continue;
            squares += strata[s].Squares;
            freedom += strata[s].Count - 1;
        }
        var mean = seen == 0 ? 0 : sum / seen;
        var pooled = freedom > 0 ? squares / freedom : double.NaN;
        var variance = 0.0;
        for (var s = 0; s < strata.Length; s++)
        {
            if (isExact(s))
                continue;
            // A stratum's own variance, which the common one steadies as much as one more draw would.
            var own = strata[s].Count == 0 ? pooled : (strata[s].Squares + pooled) / strata[s].Count;
            variance += own / Math.Max(1, strata[s].Count);
        }
        return (mean, variance / ((double)strata.Length * strata.Length));
    }
}
