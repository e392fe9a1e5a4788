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

    /// <summary>y = γ·x̂ + β over the last axes, x̂ = (x − mean)/√(variance + ε); mean and 1/√(variance + ε) are outputs too.</summary>
    public static Value? LayerAdjoint(Primal n, int input)
    {
        var axes = LastAxes(n);
        var dy = n.Adjoints[0] ?? n.X * 0;
        return input switch
        {
            0 => WithStatistics(n, axes, Standardized.Of(n, axes, 1e-5f), dy * n.W),
            1 => dy * Standardized.Of(n, axes, 1e-5f).Value,
            2 => dy,
            _ => null,
        };
    }

    /// <summary>What comes back by x̂, plus dmean/K, minus dr·r²·x̂/K with r = 1/√(variance + ε), where K elements share them.</summary>
    private static Value WithStatistics(Primal n, long[] axes, Standardized x, Value g)
    {
        var adjoint = x.Adjoint(g, axes);
        if (n.Adjoints.Skip(1).All(a => a is null))
            return adjoint;
        var count = (double)axes.Aggregate(1L, (product, a) => product * n.X.Info.Extent((int)a));
        if (n.Adjoints[1] is { } mean)
            adjoint += mean * (1 / count);
        if (n.Adjoints.Length > 2 && n.Adjoints[2] is { } inverse)
            adjoint -= inverse * (x.InverseDeviation * x.InverseDeviation) * (1 / count) * x.Value;
        return adjoint;
    }

    /// <summary>y = (x − mean)/deviation, to which ONNX adds 10⁻⁹; the ε that stands for it keeps the division defined.</summary>
    public static Value MeanVarianceAdjoint(Primal n, Value dy)
    {
        var axes = StatedAxes(n);
        return Standardized.Of(n, axes, 1e-18f).Adjoint(dy, axes);
    }

    /// <summary>y = x/‖x‖ along an axis: (dy − ∂‖x‖/∂x·Σ dy·y)/‖x‖, and 0 where all are 0.</summary>
    public static Value LengthAdjoint(Primal n, Value dy)
    {
        var axis = n.Axis("axis", -1, n.X.Rank);
        var isEuclidean = n.Attributes.Int("p", 2) == 2;
        var length = Binary(isEuclidean ? "ReduceL2" : "ReduceL1", n.X, dy.Builder.Longs(axis));
        var share = isEuclidean ? n.Y : Unary("Sign", n.X);
        var empty = Equal(length, length.Like(0));
        var adjoint = (dy - share * ReduceSum(dy * n.Y, [axis])) / Where(empty, length.Like(1), length);
        return Where(empty, dy.Like(0), adjoint);
    }

    /// <summary>The same over the spatial axes, γ and β by channel.</summary>
    public static Value? InstanceAdjoint(Primal n, Value dy, int input)
    {
        var axes = SpatialAxes(n);
        return input switch
        {
            0 => Standardized.Of(n, axes, 1e-5f).Adjoint(dy * ByChannel(n.W, n), axes),
            1 => ReduceSum(dy * Standardized.Of(n, axes, 1e-5f).Value, [0, .. axes], keepDims: false),
            2 => ReduceSum(dy, [0, .. axes], keepDims: false),
            _ => null,
        };
    }

    /// <summary>The adjoint of x in a normalization whose deviations are held: (g − mean g)/√(variance + ε) with g = γ·dy.</summary>
    public static Value HeldAdjoint(Primal n, Value dy)
    {
        var (axes, epsilon, g) = n.Node.Op switch
        {
            "LayerNormalization" => (LastAxes(n), 1e-5f, dy * n.W),
            "InstanceNormalization" => (SpatialAxes(n), 1e-5f, dy * ByChannel(n.W, n)),
            _ => (StatedAxes(n), 1e-18f, dy),
        };
        return (g - ReduceMean(g, axes)) * Standardized.Of(n, axes, epsilon).InverseDeviation;
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

    private static long[] LastAxes(Primal n)
    {
        var first = n.Axis("axis", -1, n.X.Rank);
        return [.. Enumerable.Range(first, n.X.Rank - first).Select(a => (long)a)];
    }

    private static long[] SpatialAxes(Primal n) => [.. Enumerable.Range(2, n.X.Rank - 2).Select(a => (long)a)];

    private static long[] StatedAxes(Primal n) =>
        n.Attributes.Ints("axes") is { IsDefault: false } stated
            ? [.. stated.Select(a => a < 0 ? a + n.X.Rank : a)]
            : [0, 2, 3];

    private static Value ByChannel(Value vector, Primal n) =>
        Reshape(vector, [1, -1, .. SpatialAxes(n).Select(_ => 1L)]);

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
