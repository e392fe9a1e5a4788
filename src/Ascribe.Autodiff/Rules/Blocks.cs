using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that exchange blocks of a picture and channels.</summary>
internal static class Blocks
{
    /// <summary>SpaceToDepth has one order of channels, [block, block, C]; the other one is a transposition.</summary>
    public static Value DepthToSpaceTranspose(Primal n, Value dy)
    {
        var size = n.Attributes.Int("blocksize");
        if (n.Attributes.Text("mode", "DCR") != "CRD")
            return Unary("SpaceToDepth", dy, Attributes.None.With("blocksize", size));
        var (batch, channels) = (Extent.Of(n.Y, 0), Extent.Of(n.Y, 1));
        var (height, width) = (Extent.Of(n.X, 2), Extent.Of(n.X, 3));
        var apart = Extent.Reshape(dy, batch, channels, height, size, width, size);
        return Shaping.ReshapeLike(Transpose(apart, 0, 1, 3, 5, 2, 4), n.X);
    }

    public static Value SpaceToDepthTranspose(Primal n, Value dy) =>
        Unary("DepthToSpace", dy, Attributes.None.With("blocksize", n.Attributes.Int("blocksize")));

    /// <summary>Columns are summed into a picture; on the way back each is read off where it was put.</summary>
    public static Value ColumnsTranspose(Primal n, Value dy)
    {
        var window = Columns(n);
        var zeros = new long[2];
        var padded = Pad(
            dy,
            [.. zeros, .. window.Axes.Select(a => a.Pad), .. zeros, .. window.Axes.Select(a => a.EndPad)]
        );
        var size = window.Axes.Aggregate(1L, (product, a) => product * (a.Input + a.Pad + a.EndPad));
        var flat = Extent.Reshape(padded, -1, Extent.Of(n.Y, 1), size);
        var places = dy.Builder.Constant(Places(window), hint: "columns");
        return Shaping.ReshapeLike(Gather(flat, places, 2), n.X);
    }

    private static Window Columns(Primal n)
    {
        var kernel = n.ConstantLongs(2);
        var (strides, dilations, pads) = (
            n.Attributes.Ints("strides"),
            n.Attributes.Ints("dilations"),
            n.Attributes.Ints("pads")
        );
        return new Window([
            .. kernel.Select(
                (taps, a) =>
                {
                    var (stride, dilation) = (
                        strides.IsDefault ? 1 : strides[a],
                        dilations.IsDefault ? 1 : dilations[a]
                    );
                    var (pad, end) = pads.IsDefault ? (0, 0) : (pads[a], pads[a + kernel.Length]);
                    var input = n.Y.Info.Extent(a + 2);
                    var output = (input + pad + end - dilation * (taps - 1) - 1) / stride + 1;
                    return new WindowAxis(taps, stride, dilation, pad, end, input, output);
                }
            ),
        ]);
    }

    /// <summary>Where in the padded picture, flattened, each tap of each window lies, [taps, windows].</summary>
    private static Tensor Places(Window window)
    {
        long[] taps = [0];
        long[] origins = [0];
        foreach (var axis in window.Axes)
        {
            var extent = axis.Input + axis.Pad + axis.EndPad;
            taps = Combined(taps, extent, axis.Kernel, axis.Dilation);
            origins = Combined(origins, extent, axis.Output, axis.Stride);
        }
        long[] places = [.. taps.SelectMany(_ => origins, (tap, origin) => tap + origin)];
        return Tensor.Of(places, taps.Length, origins.Length);

        static long[] Combined(long[] before, long extent, long count, long step) =>
            [.. before.SelectMany(_ => Enumerable.Range(0, (int)count), (place, i) => place * extent + i * step)];
    }
}
