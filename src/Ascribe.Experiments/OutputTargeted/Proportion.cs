namespace Ascribe.Experiments.OutputTargeted;

/// <summary>A share of trials.</summary>
/// <param name="Hits">How many were hits.</param>
/// <param name="Count">How many there were.</param>
internal sealed record Proportion(int Hits, int Count)
{
    // The 97.5 % point of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The share, 0 … 1; NaN without trials.</summary>
    public double Share => Count == 0 ? double.NaN : (double)Hits / Count;

    /// <summary>Its 95 % interval, which has a width even where all or none are hits.</summary>
    /// <remarks>E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.</remarks>
    public (double Low, double High) Interval
    {
        get
        {
            var spread = Z * Math.Sqrt(Share * (1 - Share) / Count + Z * Z / (4.0 * Count * Count));
            var (middle, scale) = (Share + Z * Z / (2.0 * Count), 1 + Z * Z / Count);
            return (Math.Max(0, (middle - spread) / scale), Math.Min(1, (middle + spread) / scale));
        }
    }

    /// <summary>Counts numbers of 0 and 1; NaN are no trials.</summary>
    public static Proportion Of(IEnumerable<double> outcomes)
    {
        var there = outcomes.Where(o => !double.IsNaN(o)).ToArray();
        return new(there.Count(o => o > 0.5), there.Length);
    }

    /// <summary>The share and its interval.</summary>
    public override string ToString() =>
        Count == 0
            ? ""
            : $"{Numbers.Fixed(Share, 2)} [{Numbers.Fixed(Interval.Low, 2)}, {Numbers.Fixed(Interval.High, 2)}]";
}
