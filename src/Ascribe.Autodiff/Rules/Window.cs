using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Rules;

/// <summary>
/// The geometry that convolutions and pools share, one entry per spatial axis: tap k of output o reads input
/// o·stride + k·dilation − pad.
/// </summary>
internal sealed record Window(ImmutableArray<WindowAxis> Axes)
{
    /// <summary>The number of spatial axes.</summary>
    public int Rank => Axes.Length;

    /// <summary>The geometry of a Conv or pool.</summary>
    public static Window Of(Primal n, ImmutableArray<long> kernel) =>
        Of(n.Attributes, kernel, n.X.Info.SpatialExtents(), n.Y.Info.SpatialExtents());

    /// <summary>The geometry of a ConvTranspose, read as that of the convolution whose transpose it is.</summary>
    public static Window OfTransposed(Primal n, ImmutableArray<long> kernel) =>
        Of(n.Attributes, kernel, n.Y.Info.SpatialExtents(), n.X.Info.SpatialExtents());

    private static Window Of(
        Attributes attributes,
        ImmutableArray<long> kernel,
        ImmutableArray<long> large,
        ImmutableArray<long> small
    )
    {
        var strides = attributes.Ints("strides");
        var dilations = attributes.Ints("dilations");
        var pads = attributes.Ints("pads");
        return new Window([
            .. kernel.Select(
                (k, a) => Axis(a, k, strides.IsDefault ? 1 : strides[a], dilations.IsDefault ? 1 : dilations[a])
            ),
        ]);

        WindowAxis Axis(int a, long k, long stride, long dilation)
        {
            // A single window starts where it starts, whatever the stride.
            if (small[a] == 1 && stride > large[a])
                stride = 1;
            // What a transposed convolution adds behind its output is not covered by any window.
            var added = attributes.Ints("output_padding") is { IsDefault: false } behind ? behind[a] : 0;
            var total = Math.Max(0, (small[a] - 1) * stride + (k - 1) * dilation + 1 + added - large[a]);
            var (pad, end) = attributes.Text("auto_pad", "NOTSET") switch
            {
                "SAME_UPPER" => (total / 2, total - total / 2),
                "SAME_LOWER" => (total - total / 2, total / 2),
                "VALID" => (0, 0),
                _ when attributes.Has("output_shape") => (total - total / 2, total / 2),
                _ => pads.IsDefault ? (0, 0) : (pads[a], pads[a + kernel.Length]),
            };
            return new WindowAxis(k, stride, dilation, pad, end, large[a], small[a]);
        }
    }
}
