using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Which elements of an example share one entry of a mask.</summary>
/// <param name="Of">The entry of each element, row-major.</param>
/// <param name="Count">How many entries there are.</param>
/// <param name="Shape">The shape of the mask.</param>
internal sealed record MaskGroups(ImmutableArray<int> Of, int Count, ImmutableArray<long> Shape)
{
    /// <summary>Σ a·b over the elements of each entry.</summary>
    public double[] Sums(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sums = new double[Count];
        for (var e = 0; e < Of.Length; e++)
            sums[Of[e]] += a[e] * b[e];
        return sums;
    }

    /// <summary>Elements multiplied by the mask.</summary>
    public double[] Times(ReadOnlySpan<double> elements, ReadOnlySpan<double> mask)
    {
        var products = new double[Of.Length];
        for (var e = 0; e < products.Length; e++)
            products[e] = elements[e] * mask[Of[e]];
        return products;
    }
}
