using Ascribe.Onnx;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of ConvTranspose, which is the transpose of a convolution, so that its own transpose is that convolution.</summary>
internal static class TransposedConvolution
{
    public static Value DataAdjoint(Primal n, Value dy)
    {
        var window = Geometry(n);
        var attributes = Attributes
            .None.With("group", Convolution.Groups(n))
            .With("strides", window.Axes.Select(a => a.Stride).ToArray())
            .With("dilations", window.Axes.Select(a => a.Dilation).ToArray());
        var ends = window.Axes.Select(a => a.Position(a.Output - 1, a.Kernel - 1) + 1 - a.Input);
        return WindowTranspose.PaddedConv(dy, n.W, [.. window.Axes.Select(a => a.Pad)], [.. ends], attributes);
    }

    public static Value WeightAdjoint(Primal n, Value dy) =>
        Convolution.WeightAdjoint(dy, n.X, Geometry(n), Convolution.Groups(n));

    private static Window Geometry(Primal n) => Window.OfTransposed(n, n.W.Info.SpatialExtents());
}
