using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Products with weights that are stored in few bits, block by block: the weights are constants, so that they are widened once.</summary>
internal static class WeightOnlyProducts
{
    /// <summary>MatMulNBits(x, b, scales, zero points, _, bias) → x·Wᵀ + bias with W = (b − zero)·scale.</summary>
    /// <remarks>Where accuracy_level lets a kernel round x as well, it is not rounded here.</remarks>
    public static void MatrixProduct(Composite n)
    {
        var (rows, columns) = ((int)n.Attributes.Int("N"), (int)n.Attributes.Int("K"));
        var weights = n.Builder.Constant(Tensor.Of(Columns(n, rows, columns), columns, rows), hint: "weights");
        var product = MatMul(n.X, weights);
        n.Define(0, n.Optional(5) is { } bias ? product + bias : product);
    }

    /// <summary>W, transposed, [K, N].</summary>
    private static float[] Columns(Composite n, int rows, int columns)
    {
        var (bits, block) = ((int)n.Attributes.Int("bits", 4), (int)n.Attributes.Int("block_size"));
        if (bits is not (2 or 4 or 8) || block <= 0)
            throw n.Refused($"stores its weights in {bits} bits by blocks of {block}, which is not supported");
        if (n.Optional(4) is not null)
            throw n.Refused("stores its weights in another order (g_idx), which is not supported");
        var blocks = (columns + block - 1) / block;
        var levels = Content(n, 1).ToLongs();
        var scales = Content(n, 2).ToFloats();
        var zeros = n.Optional(3) is null ? null : Zeros(Content(n, 3), rows, blocks, bits);
        var weights = new float[columns * rows];
        for (var row = 0; row < rows; row++)
        for (var column = 0; column < columns; column++)
        {
            var place = row * blocks + column / block;
            var level = Packed(levels, place * (block * bits / 8), column % block, bits);
            weights[column * rows + row] = (level - (zeros?[place] ?? 1 << (bits - 1))) * scales[place];
        }
        return weights;
    }

    /// <summary>The zero point of each block: numbers, or levels that are packed row by row.</summary>
    private static float[] Zeros(Tensor stored, int rows, int blocks, int bits)
    {
        if (stored.ElementType.IsFloating())
            return stored.ToFloats();
        var levels = stored.ToLongs();
        var bytesPerRow = levels.Length / rows;
        return
        [
            .. Enumerable
                .Range(0, rows * blocks)
                .Select(i => (float)Packed(levels, i / blocks * bytesPerRow, i % blocks, bits)),
        ];
    }

    /// <summary>An entry of several to the byte, the lowest bits first.</summary>
    private static long Packed(long[] bytes, int start, int index, int bits) =>
        (bytes[start + index * bits / 8] >> (index * bits % 8)) & ((1 << bits) - 1);

    private static Tensor Content(Composite n, int input) =>
        n.Input(input).Content ?? throw n.Refused("computes its weights anew at each run, which is not supported");
}
