namespace Ascribe.Games;

/// <summary>Sizes by a distribution: the inverse of its sums.</summary>
internal sealed class SizeDraw
{
    private readonly double[] sums;
    private readonly int last;

    /// <summary>A distribution; it need not sum to 1.</summary>
    /// <param name="weights">By size, from 0 on.</param>
    public SizeDraw(double[] weights)
    {
        sums = new double[weights.Length];
        var sum = 0.0;
        for (var size = 0; size < weights.Length; size++)
            sums[size] = sum += weights[size];
        last = Array.FindLastIndex(weights, w => w > 0);
    }

    /// <summary>The size at a place in [0, 1), never one without weight.</summary>
    public int At(double place)
    {
        var found = Array.BinarySearch(sums, place * sums[^1]);
        var size = found >= 0 ? found + 1 : ~found;
        // Sizes without weight repeat the sum before them, and the search may end at any of these.
        while (size < last && sums[size] <= place * sums[^1])
            size++;
        return Math.Min(size, last);
    }
}
