using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ascribe.Runtime.Kernels;

/// <summary>The innermost product of a <see cref="WinogradConvolution"/>: a block of outputs, or a pair of blocks, at a group of tiles.</summary>
/// <remarks>By hand, since only variables lie in registers.</remarks>
internal static unsafe class WinogradProduct
{
    /// <summary>Tiles of a group: sums of a pair of blocks at each fill 24 of the 32 registers.</summary>
    public const int Tiles = 12;

    /// <summary>Numbers of a group in a block of channels.</summary>
    public const int Stride = Tiles * WinogradTile.Block;

    /// <summary>m ← Σ over channels of weights ⊗ tiles, for a pair of blocks.</summary>
    /// <param name="u">Weights, [C, 32].</param>
    /// <param name="v">Tiles in blocks of channels, [C/16, 12, 16].</param>
    /// <param name="m">The outputs, [12, 32].</param>
    /// <param name="blocks">Blocks of channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pair(float* u, float* v, float* m, int blocks)
    {
        // Sums a and b of each tile are those of the first and the second block.
        Vector512<float> a0 = default,
            b0 = default,
            a1 = default,
            b1 = default,
            a2 = default,
            b2 = default;
        Vector512<float> a3 = default,
            b3 = default,
            a4 = default,
            b4 = default,
            a5 = default,
            b5 = default;
        Vector512<float> a6 = default,
            b6 = default,
            a7 = default,
            b7 = default,
            a8 = default,
            b8 = default;
        Vector512<float> a9 = default,
            b9 = default,
            a10 = default,
            b10 = default,
            a11 = default,
            b11 = default;
        for (; blocks > 0; blocks--, v += Stride - WinogradTile.Block)
        for (var end = v + WinogradTile.Block; v < end; v++, u += 2 * WinogradTile.Block)
        {
            var (first, second) = (Vector512.Load(u), Vector512.Load(u + WinogradTile.Block));
            Add(v, 0, first, second, ref a0, ref b0);
            Add(v, 1, first, second, ref a1, ref b1);
            Add(v, 2, first, second, ref a2, ref b2);
            Add(v, 3, first, second, ref a3, ref b3);
            Add(v, 4, first, second, ref a4, ref b4);
            Add(v, 5, first, second, ref a5, ref b5);
            Add(v, 6, first, second, ref a6, ref b6);
            Add(v, 7, first, second, ref a7, ref b7);
            Add(v, 8, first, second, ref a8, ref b8);
            Add(v, 9, first, second, ref a9, ref b9);
            Add(v, 10, first, second, ref a10, ref b10);
            Add(v, 11, first, second, ref a11, ref b11);
        }
        Store(m, 0, a0, b0);
        Store(m, 1, a1, b1);
        Store(m, 2, a2, b2);
        Store(m, 3, a3, b3);
        Store(m, 4, a4, b4);
        Store(m, 5, a5, b5);
        Store(m, 6, a6, b6);
        Store(m, 7, a7, b7);
        Store(m, 8, a8, b8);
        Store(m, 9, a9, b9);
        Store(m, 10, a10, b10);
        Store(m, 11, a11, b11);
    }

    /// <summary>m ← Σ over channels of weights ⊗ tiles, for one block.</summary>
    /// <param name="u">Weights, [C, 16].</param>
    /// <param name="v">Tiles in blocks of channels, [C/16, 12, 16].</param>
    /// <param name="m">The outputs, [12, 16].</param>
    /// <param name="blocks">Blocks of channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Single(float* u, float* v, float* m, int blocks)
    {
        Vector512<float> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default,
            a4 = default,
            a5 = default;
        Vector512<float> a6 = default,
            a7 = default,
            a8 = default,
            a9 = default,
            a10 = default,
            a11 = default;
        for (; blocks > 0; blocks--, v += Stride - WinogradTile.Block)
        for (var end = v + WinogradTile.Block; v < end; v++, u += WinogradTile.Block)
        {
            var weights = Vector512.Load(u);
            a0 = Vector512.FusedMultiplyAdd(Vector512.Create(v[0 * WinogradTile.Block]), weights, a0);
            a1 = Vector512.FusedMultiplyAdd(Vector512.Create(v[1 * WinogradTile.Block]), weights, a1);
            a2 = Vector512.FusedMultiplyAdd(Vector512.Create(v[2 * WinogradTile.Block]), weights, a2);
            a3 = Vector512.FusedMultiplyAdd(Vector512.Create(v[3 * WinogradTile.Block]), weights, a3);
            a4 = Vector512.FusedMultiplyAdd(Vector512.Create(v[4 * WinogradTile.Block]), weights, a4);
            a5 = Vector512.FusedMultiplyAdd(Vector512.Create(v[5 * WinogradTile.Block]), weights, a5);
            a6 = Vector512.FusedMultiplyAdd(Vector512.Create(v[6 * WinogradTile.Block]), weights, a6);
            a7 = Vector512.FusedMultiplyAdd(Vector512.Create(v[7 * WinogradTile.Block]), weights, a7);
            a8 = Vector512.FusedMultiplyAdd(Vector512.Create(v[8 * WinogradTile.Block]), weights, a8);
            a9 = Vector512.FusedMultiplyAdd(Vector512.Create(v[9 * WinogradTile.Block]), weights, a9);
            a10 = Vector512.FusedMultiplyAdd(Vector512.Create(v[10 * WinogradTile.Block]), weights, a10);
            a11 = Vector512.FusedMultiplyAdd(Vector512.Create(v[11 * WinogradTile.Block]), weights, a11);
        }
        a0.Store(m + 0 * WinogradTile.Block);
        a1.Store(m + 1 * WinogradTile.Block);
        a2.Store(m + 2 * WinogradTile.Block);
        a3.Store(m + 3 * WinogradTile.Block);
        a4.Store(m + 4 * WinogradTile.Block);
        a5.Store(m + 5 * WinogradTile.Block);
        a6.Store(m + 6 * WinogradTile.Block);
        a7.Store(m + 7 * WinogradTile.Block);
        a8.Store(m + 8 * WinogradTile.Block);
        a9.Store(m + 9 * WinogradTile.Block);
        a10.Store(m + 10 * WinogradTile.Block);
        a11.Store(m + 11 * WinogradTile.Block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        float* v,
        int tile,
        Vector512<float> first,
        Vector512<float> second,
        ref Vector512<float> a,
        ref Vector512<float> b
    )
    {
        var x = Vector512.Create(v[tile * WinogradTile.Block]);
        a = Vector512.FusedMultiplyAdd(x, first, a);
        b = Vector512.FusedMultiplyAdd(x, second, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* m, int tile, Vector512<float> a, Vector512<float> b)
    {
        a.Store(m + 2 * tile * WinogradTile.Block);
        b.Store(m + (2 * tile + 1) * WinogradTile.Block);
    }
}
