namespace Ascribe.Training;

/// <summary>Orders of rows that a seed decides.</summary>
internal static class RowOrder
{
    /// <summary>The order of an epoch. It follows from seed and epoch alone, so that a resumed training needs no more.</summary>
    public static int[] OfEpoch(int[] rows, int seed, int epoch) => Shuffled(rows, seed, epoch);

    /// <summary>Rows to learn from and rows to validate by.</summary>
    /// <param name="count">All rows.</param>
    /// <param name="share">The share to validate by; where it is above 0, there is one row at least on each side if there are two.</param>
    /// <param name="seed">The seed.</param>
    public static (int[] Training, int[] Validation) Split(int count, double share, int seed)
    {
        int[] all = [.. Enumerable.Range(0, count)];
        if (share == 0 || count < 2)
            return (all, []);
        var shuffled = Shuffled(all, seed, epoch: -1);
        var held = Math.Clamp((int)Math.Round(share * count), 1, count - 1);
        // In their own order both parts are read from memory front to back.
        return ([.. shuffled[held..].Order()], [.. shuffled[..held].Order()]);
    }

    private static int[] Shuffled(int[] rows, int seed, int epoch)
    {
        int[] order = [.. rows];
        new Random(unchecked(seed * 1_000_003 + epoch)).Shuffle(order);
        return order;
    }
}
