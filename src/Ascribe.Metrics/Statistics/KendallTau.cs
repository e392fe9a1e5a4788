namespace Ascribe.Metrics;

/// <summary>Kendall's τ_b: pairs in the same order less pairs in the opposite order, over √((pairs untied in a)·(pairs untied in b)).</summary>
/// <remarks>
/// Kendall, "The treatment of ties in ranking problems", 1945; counted in n·log n after Knight, 1966: the opposite pairs are the swaps
/// that sort b once everything stands in the order of a.
/// </remarks>
internal static class KendallTau
{
    /// <summary>τ_b; NaN where all numbers of a series are equal.</summary>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static double Of(double[] a, double[] b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"The series have {a.Length} and {b.Length} numbers.", nameof(b));
        var order = Enumerable.Range(0, a.Length).ToArray();
        Array.Sort(order, (i, j) => (a[i], b[i]).CompareTo((a[j], b[j])));
        (double A, double B)[] sorted = [.. order.Select(i => (a[i], b[i]))];
        var inOrderOfA = sorted.Select(p => p.B).ToArray();
        var swaps = Sort(inOrderOfA, new double[inOrderOfA.Length]);
        var all = Pairs(a.Length);
        var (tiedA, tiedB) = (Tied(sorted.Select(p => p.A)), Tied(inOrderOfA));
        var untied = all - tiedA - tiedB + Tied(sorted);
        return (untied - 2.0 * swaps) / Math.Sqrt((double)(all - tiedA) * (all - tiedB));
    }

    private static long Pairs(long count) => count * (count - 1) / 2;

    /// <summary>Pairs of equals among what is sorted.</summary>
    private static long Tied<T>(IEnumerable<T> sorted)
    {
        var (pairs, run, first, last) = (0L, 0L, true, default(T));
        foreach (var next in sorted)
        {
            run = !first && EqualityComparer<T>.Default.Equals(next, last!) ? run + 1 : 1;
            (first, last) = (false, next);
            pairs += run - 1;
        }
        return pairs;
    }

    /// <summary>Sorts by merging and counts the pairs that stood in the wrong order.</summary>
    private static long Sort(Span<double> numbers, Span<double> room)
    {
        if (numbers.Length < 2)
            return 0;
        var low = numbers[..(numbers.Length / 2)];
        var high = numbers[low.Length..];
        var swaps = Sort(low, room[..low.Length]) + Sort(high, room[low.Length..]);
        var (i, j) = (0, 0);
        while (i < low.Length || j < high.Length)
        {
            if (j == high.Length || (i < low.Length && low[i] <= high[j]))
            {
                room[i + j] = low[i++];
                continue;
            }
            room[i + j] = high[j++];
            swaps += low.Length - i;
        }
        room.CopyTo(numbers);
        return swaps;
    }
}
