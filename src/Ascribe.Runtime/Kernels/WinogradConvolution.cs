using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ascribe.Runtime.Kernels;

/// <summary>
/// A convolution by 3×3 with steps of one and a border of one in blocks of 16 channels, by <see cref="WinogradTile"/>: 16 products of matrices, one
/// for each place of a tile, which take four ninths of the multiplications of a direct convolution.
/// </summary>
/// <remarks>
/// The tiles of all pictures are one long row, and strips of it are worked on one after the other: what a strip takes between the ways in and out
/// stays in the processor's cache.
/// </remarks>
internal readonly unsafe struct WinogradConvolution
{
    /// <summary>Groups of tiles in a strip.</summary>
    private const int Groups = 3;

    /// <summary>How many pictures.</summary>
    public required int Pictures { get; init; }

    public required int Height { get; init; }

    public required int Width { get; init; }

    /// <summary>Blocks of channels that come in.</summary>
    public required int BlocksIn { get; init; }

    /// <summary>Blocks of channels that go out.</summary>
    public required int BlocksOut { get; init; }

    /// <summary>How many of these are computed at once, 2 or 1: what their number can be divided by.</summary>
    public required int Together { get; init; }

    /// <summary>The pictures, [N, BlocksIn, H, W, 16].</summary>
    public required float* X { get; init; }

    /// <summary>The weights as <see cref="WinogradTile.Weights"/> has them, [BlocksOut/Together, 16 places, channels, 16·Together].</summary>
    public required float* U { get; init; }

    /// <summary>What is added to each channel; null for nothing.</summary>
    public float* Bias { get; init; }

    /// <summary>What is added besides, like <see cref="Y"/>, and may lie where it does; null for nothing.</summary>
    public float* Sum { get; init; }

    /// <summary>Where the result goes, [N, BlocksOut, H, W, 16].</summary>
    public required float* Y { get; init; }

    /// <summary>Whether what is below 0 becomes 0 in the end.</summary>
    public bool Relu { get; init; }

    /// <summary>Channels that are computed at once.</summary>
    private int Outputs => Together * WinogradTile.Block;

    private int Down => (Height + WinogradTile.Step - 1) / WinogradTile.Step;

    private int Across => (Width + WinogradTile.Step - 1) / WinogradTile.Step;

    /// <summary>Computes it.</summary>
    public void Run()
    {
        const int Most = Groups * WinogradProduct.Tiles;
        var tiles = Pictures * Down * Across;
        var entered = WinogradTile.Places * BlocksIn * WinogradTile.Block * Most;
        var multiplied = WinogradTile.Places * Outputs * Most;
        var v = Scratch.Of(entered + multiplied);
        for (var first = 0; first < tiles; first += Most)
            Strip(first, Math.Min(Most, tiles - first), v, v + entered);
    }

    /// <summary>The tiles from the first one on.</summary>
    private void Strip(int first, int count, float* v, float* m)
    {
        var groups = (count + WinogradProduct.Tiles - 1) / WinogradProduct.Tiles;
        Enter(first, count, v, groups);
        for (var block = 0; block < BlocksOut; block += Together)
        {
            Multiply(block, v, m, groups);
            Leave(block, first, count, m, groups);
        }
    }

    /// <summary>v, [places, groups, BlocksIn, 12, 16], from the pictures.</summary>
    private void Enter(int first, int count, float* v, int groups)
    {
        var group = BlocksIn * WinogradProduct.Stride;
        for (var tile = 0; tile < count; tile++)
        {
            var (picture, row, column) = Place(first + tile);
            WinogradTile.Enter(
                X + (nint)picture * BlocksIn * Height * Width * WinogradTile.Block,
                (BlocksIn, Height, Width),
                row - 1,
                column - 1,
                v + tile / WinogradProduct.Tiles * group + tile % WinogradProduct.Tiles * WinogradTile.Block,
                WinogradProduct.Stride,
                groups * group
            );
        }
    }

    /// <summary>m, [places, groups, 12, 16·Together], from v and the weights of the blocks from one on.</summary>
    private void Multiply(int block, float* v, float* m, int groups)
    {
        var u = U + (nint)block * WinogradTile.Places * BlocksIn * WinogradTile.Block * WinogradTile.Block;
        for (var place = 0; place < WinogradTile.Places; place++)
        {
            for (var group = 0; group < groups; group++)
            {
                if (Together == 2)
                    WinogradProduct.Pair(u, v, m, BlocksIn);
                else
                    WinogradProduct.Single(u, v, m, BlocksIn);
                v += BlocksIn * WinogradProduct.Stride;
                m += WinogradProduct.Tiles * Outputs;
            }
            u += BlocksIn * WinogradTile.Block * Outputs;
        }
    }

    /// <summary>The result from m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Leave(int from, int first, int count, float* m, int groups)
    {
        var places = groups * WinogradProduct.Tiles * Outputs;
        nint next = Width * WinogradTile.Block;
        for (var tile = 0; tile < count; tile++, m += Outputs)
        {
            var (picture, row, column) = Place(first + tile);
            var (below, beside) = (row + 1 < Height, column + 1 < Width);
            for (var block = from; block < from + Together; block++)
            {
                var (a, b, c, d) = WinogradTile.Leave(m + (block - from) * WinogradTile.Block, places);
                var bias = Bias is null ? default : Vector512.Load(Bias + block * WinogradTile.Block);
                var plane = ((nint)picture * BlocksOut + block) * Height;
                var place = ((plane + row) * Width + column) * WinogradTile.Block;
                Put(place, a + bias);
                if (beside)
                    Put(place + WinogradTile.Block, b + bias);
                if (below)
                    Put(place + next, c + bias);
                if (below && beside)
                    Put(place + next + WinogradTile.Block, d + bias);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(nint place, Vector512<float> value)
    {
        if (Sum is not null)
            value += Vector512.Load(Sum + place);
        // Not the largest of both, which would make a number of NaN.
        (Relu ? Vector512.ConditionalSelect(Vector512.LessThan(value, default), default, value) : value).Store(
            Y + place
        );
    }

    /// <summary>The picture of a tile, and the row and column of its first output.</summary>
    private (int Picture, int Row, int Column) Place(int tile)
    {
        var (above, column) = Math.DivRem(tile, Across);
        var (picture, row) = Math.DivRem(above, Down);
        return (picture, row * WinogradTile.Step, column * WinogradTile.Step);
    }
}
