using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of Conv, y = Σ W·x over a window.</summary>
internal static class Convolution
{
    /// <summary>dx: see <see cref="WindowTranspose"/>.</summary>
    public static Value DataAdjoint(Primal n, Value dy) => DataAdjoint(dy, n.W, Geometry(n), Groups(n));

    /// <summary>Wᵀ·dy for a window given by itself.</summary>
    public static Value DataAdjoint(Value dy, Value weight, Window window, long groups) =>
        WindowTranspose.Apply(dy, TransposedWeight(weight, groups), window, groups, weight.Info.Extent(1) * groups);

    /// <summary>
    /// dW[o,i,k] = Σ dy[n,o,q]·x[n,i,q·stride + k·dilation − pad]: a convolution over the batch in which stride and dilation
    /// change places.
    /// </summary>
    public static Value WeightAdjoint(Primal n, Value dy) => WeightAdjoint(n.X, dy, Geometry(n), Groups(n));

    /// <summary>The adjoint of the weight for a window given by itself.</summary>
    public static Value WeightAdjoint(Value x, Value dy, Window window, long groups)
    {
        var spatial = Enumerable.Range(0, window.Rank).ToArray();
        var channels = x.Info.Extent(1) / groups;
        long[] extents = [.. window.Axes.Select(a => a.Input)];
        var parts = Reshape(x, [-1, groups, channels, .. extents]);
        var turned = Transpose(parts, [2, 1, 0, .. spatial.Select(a => a + 3L)]);
        var input = Reshape(turned, [channels, -1, .. extents]);
        var filter = Transpose(dy, [1, 0, .. spatial.Select(a => a + 2L)]);
        var ends = window.Axes.Select(a => a.Position(a.Output - 1, a.Kernel - 1) + 1 - a.Input);
        var attributes = Attributes
            .None.With("group", groups)
            .With("strides", window.Axes.Select(a => a.Dilation).ToArray())
            .With("dilations", window.Axes.Select(a => a.Stride).ToArray());
        var result = WindowTranspose.PaddedConv(
            input,
            filter,
            [.. window.Axes.Select(a => a.Pad)],
            [.. ends],
            attributes
        );
        return Transpose(result, [1, 0, .. spatial.Select(a => a + 2L)]);
    }

    /// <summary>A bias is added everywhere.</summary>
    public static Value BiasAdjoint(Primal n, Value dy) =>
        ReduceSum(dy, [0, .. Enumerable.Range(2, n.Y.Rank - 2).Select(a => (long)a)], keepDims: false);

    public static long Groups(Primal n) => n.Attributes.Int("group", 1);

    private static Window Geometry(Primal n) => Window.Of(n, n.W.Info.SpatialExtents());

    /// <summary>[O, I/g, …] → [I, O/g, …].</summary>
    private static Value TransposedWeight(Value weight, long groups)
    {
        long[] kernel = [.. Enumerable.Range(2, weight.Rank - 2).Select(axis => weight.Info.Extent(axis))];
        var (outputs, inputs) = (weight.Info.Extent(0) / groups, weight.Info.Extent(1));
        var spatial = Enumerable.Range(0, kernel.Length);
        if (outputs == 1 && inputs == 1)
            return weight;
        if (groups == 1)
            return Transpose(weight, [1, 0, .. spatial.Select(a => a + 2L)]);
        var parts = Reshape(weight, [groups, outputs, inputs, .. kernel]);
        return Reshape(
            Transpose(parts, [0, 2, 1, .. spatial.Select(a => a + 3L)]),
            [groups * inputs, outputs, .. kernel]
        );
    }
}
