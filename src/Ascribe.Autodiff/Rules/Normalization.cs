using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that relate each element to a group of others.</summary>
internal static class Normalization
{
    /// <summary>y·(dy − Σ dy·y).</summary>
    public static Value SoftmaxAdjoint(Primal n, Value dy) =>
        n.Y * (dy - ReduceSum(dy * n.Y, [n.Axis("axis", -1, n.X.Rank)]));

    /// <summary>dy − eʸ·Σ dy.</summary>
    public static Value LogSoftmaxAdjoint(Primal n, Value dy) =>
        dy - Exp(n.Y) * ReduceSum(dy, [n.Axis("axis", -1, n.X.Rank)]);

    /// <summary>y = γ·x̂ + β over the last axes, x̂ = (x − mean)/√(variance + ε).</summary>
    public static Value? LayerAdjoint(Primal n, Value dy, int input)
    {
        var rank = n.X.Rank;
        var first = n.Axis("axis", -1, rank);
        long[] axes = [.. Enumerable.Range(first, rank - first).Select(a => (long)a)];
        return input switch
        {
            0 => Standardized.Of(n, axes, 1e-5f).Adjoint(dy * n.W, axes),
            1 => dy * Standardized.Of(n, axes, 1e-5f).Value,
            2 => dy,
            _ => null,
        };
    }

    /// <summary>The same over the spatial axes, γ and β by channel.</summary>
    public static Value? InstanceAdjoint(Primal n, Value dy, int input)
    {
        var rank = n.X.Rank;
        long[] axes = [.. Enumerable.Range(2, rank - 2).Select(a => (long)a)];
        return input switch
        {
            0 => Standardized.Of(n, axes, 1e-5f).Adjoint(dy * Reshape(n.W, [1, -1, .. axes.Select(_ => 1L)]), axes),
            1 => ReduceSum(dy * Standardized.Of(n, axes, 1e-5f).Value, [0, .. axes], keepDims: false),
            2 => ReduceSum(dy, [0, .. axes], keepDims: false),
            _ => null,
        };
    }

    /// <summary>y = x·s^−β with s = bias + α/size·Σ x² over neighboring channels: dx = dy·s^−β − 2αβ/size·x·Σ dy·y/s.</summary>
    public static Value LocalResponseAdjoint(Primal n, Value dy)
    {
        var size = n.Attributes.Int("size");
        var (alpha, beta) = (n.Attributes.Float("alpha", 1e-4f), n.Attributes.Float("beta", 0.75f));
        var s = n.Attributes.Float("bias", 1) + OverChannels(n.X * n.X, n, size, forward: true) * (alpha / size);
        var scale = Binary("Pow", s, s.Like(-beta));
        return dy * scale - n.X * OverChannels(dy * n.Y / s, n, size, forward: false) * (2 * alpha * beta / size);
    }

    /// <summary>Sums over a window of channels: an average pool along the channel axis, times its size. Backwards the window is mirrored.</summary>
    private static Value OverChannels(Value x, Primal n, long size, bool forward)
    {
        var channels = n.X.Info.Extent(1);
        var (before, behind) = ((size - 1) / 2, size / 2);
        long[] pads = forward ? [before, 0, behind, 0] : [behind, 0, before, 0];
        var attributes = Attributes
            .None.With("kernel_shape", new[] { size, 1L })
            .With("pads", pads)
            .With("count_include_pad", 1);
        var count = n.X.Info.SpatialExtents().Aggregate(1L, (a, b) => a * b);
        var sums = Unary("AveragePool", Reshape(x, -1, 1, channels, count), attributes) * size;
        return Shaping.ReshapeLike(sums, n.X);
    }

    /// <summary>x̂ and 1/√(variance + ε).</summary>
    private sealed record Standardized(Value Value, Value InverseDeviation)
    {
        public static Standardized Of(Primal n, long[] axes, float epsilon)
        {
            var centered = n.X - ReduceMean(n.X, axes);
            var deviation = Sqrt(ReduceMean(centered * centered, axes) + n.Attributes.Float("epsilon", epsilon));
            return new Standardized(centered / deviation, 1 / deviation);
        }

        /// <summary>(g − mean g − x̂·mean(g·x̂))/√(variance + ε).</summary>
        public Value Adjoint(Value g, long[] axes) =>
            (g - ReduceMean(g, axes) - Value * ReduceMean(g * Value, axes)) * InverseDeviation;
    }
}
