using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ascribe.Runtime.Kernels;

/// <summary>
/// Winograd's minimal filtering F(2×2, 3×3): four outputs of a 3×3 convolution from 4×4 inputs by 16 products instead of 36, Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A.
/// Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (arXiv 1509.09308), section 4.1.
/// </summary>
internal static unsafe class WinogradTile
{
    /// <summary>Channels that are worked on at once, which is how they lie in memory.</summary>
    public const int Block = 16;

    /// <summary>Places of a tile.</summary>
    public const int Places = Side * Side;

    /// <summary>Weights along an axis.</summary>
    public const int Taps = 3;

    /// <summary>Outputs of a tile along an axis.</summary>
    public const int Step = 2;

    private const int Side = 4;

    /// <summary>G g Gᵀ: the weights of one channel and output, 3×3, at the 16 places of a tile.</summary>
    public static void Weights(ReadOnlySpan<double> g, Span<double> u)
    {
        Span<double> half = stackalloc double[Side * Taps];
        for (var column = 0; column < Taps; column++)
            Filter(g[column], g[Taps + column], g[2 * Taps + column], half[column..], Taps);
        for (var row = 0; row < Side; row++)
            Filter(half[row * Taps], half[row * Taps + 1], half[row * Taps + 2], u[(row * Side)..], 1);
    }

    /// <summary>Bᵀ d B: the tiles at one place of a picture, one for each block of channels.</summary>
    /// <param name="picture">The picture in blocks of channels, [C/16, H, W, 16].</param>
    /// <param name="size">C/16, H and W.</param>
    /// <param name="top">The row that the tile begins with; −1 is the padding above.</param>
    /// <param name="left">The column that it begins with.</param>
    /// <param name="v">Where the first block of channels of the first place goes.</param>
    /// <param name="next">From a block to the next one.</param>
    /// <param name="places">From a place to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Enter(
        float* picture,
        (int Blocks, int Height, int Width) size,
        int top,
        int left,
        float* v,
        nint next,
        nint places
    )
    {
        nint row = size.Width * Block;
        var d = picture + top * row + left * Block;
        var columns = new Inside(left, size.Width);
        var rows = new Inside(top, size.Height);
        for (var block = 0; block < size.Blocks; block++, d += size.Height * row, v += next)
        {
            var r0 = Row.Of(d, rows.First, columns);
            var r1 = Row.Of(d + row, rows.Second, columns);
            var r2 = Row.Of(d + 2 * row, rows.Third, columns);
            var r3 = Row.Of(d + 3 * row, rows.Fourth, columns);
            (r0 - r2).Enter(v, places);
            (r1 + r2).Enter(v + Side * places, places);
            (r2 - r1).Enter(v + 2 * Side * places, places);
            (r1 - r3).Enter(v + 3 * Side * places, places);
        }
    }

    /// <summary>Aᵀ m A: the four outputs of a tile in one block, by rows.</summary>
    /// <param name="m">Its first place.</param>
    /// <param name="places">From a place to the next one.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (
        Vector512<float> TopLeft,
        Vector512<float> TopRight,
        Vector512<float> BottomLeft,
        Vector512<float> BottomRight
    ) Leave(float* m, nint places)
    {
        var (a0, b0) = Row.At(m, places).Leave();
        var (a1, b1) = Row.At(m + Side * places, places).Leave();
        var (a2, b2) = Row.At(m + 2 * Side * places, places).Leave();
        var (a3, b3) = Row.At(m + 3 * Side * places, places).Leave();
        return (a0 + a1 + a2, b0 + b1 + b2, a1 - a2 - a3, b1 - b2 - b3);
    }

    /// <summary>Which of four neighbors lie in a picture.</summary>
    private readonly struct Inside(int start, int extent)
    {
        public bool First { get; } = (uint)start < (uint)extent;

        public bool Second { get; } = (uint)(start + 1) < (uint)extent;

        public bool Third { get; } = (uint)(start + 2) < (uint)extent;

        public bool Fourth { get; } = (uint)(start + 3) < (uint)extent;

        public bool All => First && Fourth;
    }

    /// <summary>Four neighbors along a row, a block of channels each.</summary>
    private readonly record struct Row(Vector512<float> A, Vector512<float> B, Vector512<float> C, Vector512<float> D)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row operator +(Row x, Row y) => new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row operator -(Row x, Row y) => new(x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D);

        /// <summary>What lies in a picture; zeros around it.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row Of(float* d, bool inside, Inside columns)
        {
            if (!inside)
                return default;
            return columns.All
                ? At(d, Block)
                : new(
                    columns.First ? Vector512.Load(d) : default,
                    columns.Second ? Vector512.Load(d + Block) : default,
                    columns.Third ? Vector512.Load(d + 2 * Block) : default,
                    columns.Fourth ? Vector512.Load(d + 3 * Block) : default
                );
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row At(float* d, nint stride) =>
            new(
                Vector512.Load(d),
                Vector512.Load(d + stride),
                Vector512.Load(d + 2 * stride),
                Vector512.Load(d + 3 * stride)
            );

        /// <summary>The row times B.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Enter(float* v, nint places)
        {
            (A - C).Store(v);
            (B + C).Store(v + places);
            (C - B).Store(v + 2 * places);
            (B - D).Store(v + 3 * places);
        }

        /// <summary>The row times A.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector512<float>, Vector512<float>) Leave() => (A + B + C, B - C - D);
    }

    /// <summary>G g along one axis.</summary>
    private static void Filter(double g0, double g1, double g2, Span<double> u, int stride)
    {
        u[0] = g0;
        u[stride] = (g0 + g1 + g2) / 2;
        u[2 * stride] = (g0 - g1 + g2) / 2;
        u[3 * stride] = g2;
    }
}
