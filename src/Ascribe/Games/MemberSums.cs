using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Ascribe.Games;

/// <summary>Sums of c(|T|)·v(T) over all coalitions T that hold one player, or two.</summary>
/// <remarks>
/// A table of 2ⁿ numbers is folded: the upper half holds what the last player is in, is summed up, and is added to the lower half.
/// What is left is a table of 2ⁿ⁻¹ numbers. That takes 2ⁿ⁺¹ additions for all players together, and adds in pairs, which rounds little.
/// Parts of the table, in which the last few players are the same, are folded side by side; their number does not depend on the machine.
/// </remarks>
internal sealed class MemberSums
{
    private const int PartBits = 4;
    private const int BlockBits = 10;

    private MemberSums(int players, bool pairs)
    {
        Single = new double[players];
        Pair = pairs ? new double[players, players] : new double[0, 0];
    }

    /// <summary>By player.</summary>
    public double[] Single { get; }

    /// <summary>By two players, the later one first; empty where it was not asked for.</summary>
    public double[,] Pair { get; }

    /// <summary>Over all coalitions.</summary>
    public double Total { get; private set; }

    /// <summary>Folds a table.</summary>
    /// <param name="values">v by coalition; bit i of the place is player i.</param>
    /// <param name="weights">c(k) for k = 0 … N.</param>
    /// <param name="pairs">Whether sums over two players are wanted too.</param>
    public static MemberSums Of(double[] values, double[] weights, bool pairs = false)
    {
        var players = weights.Length - 1;
        var inner = Math.Max(0, players - PartBits);
        var rows = BlockWeights(weights, Math.Min(BlockBits, inner));
        var parts = new MemberSums[1 << (players - inner)];
        Parallel.For(0, parts.Length, part => parts[part] = OfPart(values, rows, inner, part, pairs));
        return Joined(parts, players, inner, pairs);
    }

    /// <summary>The weights of the coalitions of a block, by the number of players outside of the block's bits.</summary>
    private static double[][] BlockWeights(double[] weights, int bits)
    {
        var rows = new double[weights.Length - bits][];
        for (var outside = 0; outside < rows.Length; outside++)
            rows[outside] =
            [
                .. Enumerable
                    .Range(0, 1 << bits)
                    .Select(place => weights[outside + BitOperations.PopCount((uint)place)]),
            ];
        return rows;
    }

    private static MemberSums OfPart(double[] values, double[][] rows, int inner, int part, bool pairs)
    {
        var sums = new MemberSums(inner, pairs);
        var length = 1 << inner;
        var table = ArrayPool<double>.Shared.Rent(length);
        var block = rows[0].Length;
        var start = part << inner;
        for (var place = 0; place < length; place += block)
        {
            var outside = BitOperations.PopCount((uint)((start + place) / block));
            TensorPrimitives.Multiply(values.AsSpan(start + place, block), rows[outside], table.AsSpan(place, block));
        }
        sums.Fold(table.AsSpan(0, length), pairs);
        ArrayPool<double>.Shared.Return(table);
        return sums;
    }

    private void Fold(Span<double> table, bool pairs)
    {
        for (var player = Single.Length - 1; player >= 0; player--)
        {
            var lower = table[..(1 << player)];
            var upper = table[(1 << player)..];
            TensorPrimitives.Add(lower, upper, lower);
            if (pairs)
                Single[player] = FoldSingles(upper, Pair, player);
            else
                Single[player] = TensorPrimitives.Sum<double>(upper);
            table = lower;
        }
        Total = table[0];
    }

    /// <summary>Folds what a player is in, which it destroys; returns the sum.</summary>
    private static double FoldSingles(Span<double> table, double[,] pair, int player)
    {
        for (var other = player - 1; other >= 0; other--)
        {
            var lower = table[..(1 << other)];
            var upper = table[(1 << other)..];
            pair[player, other] = TensorPrimitives.Sum<double>(upper);
            TensorPrimitives.Add(lower, upper, lower);
            table = lower;
        }
        return table[0];
    }

    private static MemberSums Joined(MemberSums[] parts, int players, int inner, bool pairs)
    {
        var joined = new MemberSums(players, pairs);
        for (var part = 0; part < parts.Length; part++)
        {
            joined.Total += parts[part].Total;
            for (var player = 0; player < inner; player++)
            {
                joined.Single[player] += parts[part].Single[player];
                for (var other = 0; pairs && other < player; other++)
                    joined.Pair[player, other] += parts[part].Pair[player, other];
            }
            for (var player = inner; player < players; player++)
            {
                if ((part >> (player - inner) & 1) == 0)
                    continue;
                joined.Single[player] += parts[part].Total;
                for (var other = 0; pairs && other < player; other++)
                {
                    if (other < inner)
                        joined.Pair[player, other] += parts[part].Single[other];
                    else if ((part >> (other - inner) & 1) != 0)
                        joined.Pair[player, other] += parts[part].Total;
                }
            }
        }
        return joined;
    }
}
