using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>
/// DFT(x, length, axis) and STFT(signal, step, window, length): y_k = Σ_t x_t·exp(∓2πi·tk/L). Both are linear, so that they are
/// products with a stored matrix of cosines and sines.
/// </summary>
internal static class FourierTransforms
{
    public static void Whole(Composite n)
    {
        var rank = n.X.Rank;
        var stated = n.Optional(2) is null ? -2 : Number(n, 2, "the axis");
        var axis = (int)(stated < 0 ? stated + rank : stated);
        var extent = n.Extent(0, axis, "the length of the signal");
        var length = n.Optional(1) is null ? extent : Number(n, 1, "the length of the transform");
        long[] order = [.. Enumerable.Range(0, rank - 1).Where(a => a != axis).Select(a => (long)a), axis, rank - 1];
        long[] back = [.. Enumerable.Range(0, rank).Select(a => (long)Array.IndexOf(order, a))];
        var inverse = n.Attributes.Int("inverse") != 0;
        var y = Transformed(n, Transpose(n.X, order), extent, length, n.Attributes.Int("onesided") != 0, inverse);
        n.Define(0, Transpose(y, back));
    }

    public static void ShortTime(Composite n)
    {
        var extent = n.Extent(0, 1, "the length of the signal");
        var step = Number(n, 1, "the step between frames");
        var length = n.Optional(3) is null
            ? n.Extent(2, 0, "the length of the window")
            : Number(n, 3, "the length of a frame");
        if (step < 1 || length < 1 || length > extent)
            throw n.Refused($"cuts frames of {length} every {step} out of {extent}");
        var frames = 1 + (extent - length) / step;
        var places = Enumerable.Range(0, (int)(frames * length)).Select(i => i / length * step + i % length);
        var index = n.Builder.Constant(Tensor.Of(places.ToArray(), frames, length), hint: "frames");
        var cut = Gather(n.X, index, 1);
        if (n.Optional(2) is { } window)
            cut *= Reshape(window, length, 1);
        n.Define(0, Transformed(n, cut, length, length, n.Attributes.Int("onesided", 1) != 0, inverse: false));
    }

    /// <summary>[…, extent, 1 or 2] → […, bins, 2].</summary>
    private static Value Transformed(Composite n, Value x, long extent, long length, bool onesided, bool inverse)
    {
        var parts = n.Extent(0, -1, "whether the signal is real or complex");
        var bins = onesided ? length / 2 + 1 : length;
        var before = Enumerable.Repeat(0L, n.X.Rank - 2 + (n.Node.Op == "STFT" ? 1 : 0)).ToArray();
        var matrix = Tensor.Of(
            Matrix(Math.Min(extent, length), extent, parts, length, bins, inverse),
            extent * parts,
            bins * 2
        );
        var flat = Reshape(x, [.. before, extent * parts]);
        var product = MatMul(flat, n.Builder.Constant(matrix.To(n.X.ElementType), hint: "fourier"));
        return Reshape(product, [.. before, bins, 2]);
    }

    /// <summary>What each part of each sample adds to each part of each bin; nothing from samples beyond the transform.</summary>
    private static double[] Matrix(long used, long extent, long parts, long length, long bins, bool inverse)
    {
        var matrix = new double[extent * parts * bins * 2];
        var (sign, scale) = inverse ? (1, 1.0 / length) : (-1, 1.0);
        for (var t = 0L; t < used; t++)
        for (var part = 0L; part < parts; part++)
        for (var k = 0L; k < bins; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * (t * k % length) / length);
            var at = ((t * parts + part) * bins + k) * 2;
            // (cos ± i·sin)·1 for the real part, and ·i for the imaginary one.
            matrix[at] = scale * (part == 0 ? cos : -sign * sin);
            matrix[at + 1] = scale * (part == 0 ? sign * sin : cos);
        }
        return matrix;
    }

    private static long Number(Composite n, int input, string meaning) =>
        n.Input(input).Content is { Length: 1 } content
            ? content.ToLongs()[0]
            : throw n.Refused($"needs {meaning} as a constant");
}
