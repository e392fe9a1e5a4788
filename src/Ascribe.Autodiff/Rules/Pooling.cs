using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of pooling over windows and over everything.</summary>
internal static class Pooling
{
    /// <summary>An average is a depthwise convolution with equal weights, divided by how many inputs each window holds.</summary>
    public static Value AverageTranspose(Primal n, Value dy)
    {
        var window = Window.Of(n, n.Attributes.Ints("kernel_shape"));
        var shares = dy * dy.Builder.Constant(Shares(n, window), hint: "pool_shares");
        if (window.Axes.All(a => a is { Output: 1, Pad: 0 } && a.Kernel == a.Input))
            return shares * Ones(dy, window);
        var channels = n.X.Info.Extent(1);
        var ones = Tensor.Filled(dy.ElementType, [channels, 1, .. window.Axes.Select(a => a.Kernel)], 1);
        return WindowTranspose.Apply(
            shares,
            dy.Builder.Constant(ones, hint: "pool_window"),
            window,
            channels,
            channels
        );
    }

    /// <summary>Every position gets the same share: one product with a constant, broadcast over channels.</summary>
    public static Value GlobalAverageTranspose(Primal n, Value dy)
    {
        var extents = n.X.Info.SpatialExtents();
        var share = 1.0 / extents.Aggregate(1L, (a, b) => a * b);
        return dy * dy.Builder.Constant(Tensor.Filled(dy.ElementType, [1, 1, .. extents], share), hint: "pool_share");
    }

    /// <summary>y = (Σ|x|ᵖ)^(1/p) over a window: what each window gives is spread over it as an average is.</summary>
    public static Value PowerAdjoint(Primal n, Value dy)
    {
        var window = Window.Of(n, n.Attributes.Ints("kernel_shape"));
        var channels = n.X.Info.Extent(1);
        var ones = Tensor.Filled(dy.ElementType, [channels, 1, .. window.Axes.Select(a => a.Kernel)], 1);
        var weight = dy.Builder.Constant(ones, hint: "pool_window");
        return WindowTranspose.Apply(PowerShare(n, dy), weight, window, channels, channels) * PowerSlope(n);
    }

    /// <summary>The same over everything.</summary>
    public static Value GlobalPowerAdjoint(Primal n, Value dy) => PowerShare(n, dy) * PowerSlope(n);

    /// <summary>dy·y^(1 − p), and 0 where a window holds nothing but zeros.</summary>
    private static Value PowerShare(Primal n, Value dy)
    {
        var p = n.Attributes.Int("p", 2);
        if (p == 1)
            return dy;
        var empty = Equal(n.Y, n.Y.Like(0));
        var y = Where(empty, n.Y.Like(1), n.Y);
        return Where(empty, dy.Like(0), dy / (p == 2 ? y : Binary("Pow", y, y.Like(p - 1))));
    }

    /// <summary>|x|^(p − 1)·sign x.</summary>
    private static Value PowerSlope(Primal n)
    {
        var p = n.Attributes.Int("p", 2);
        return p switch
        {
            1 => Unary("Sign", n.X),
            2 => n.X,
            _ => Binary("Pow", Abs(n.X), n.X.Like(p - 1)) * Unary("Sign", n.X),
        };
    }

    /// <summary>The indices that MaxPool can give count over the whole tensor, batch included; what overlaps is summed.</summary>
    public static Value MaxAdjoint(Primal n, Value dy)
    {
        var shape = Shape(n.X);
        var zeros = Zeros(Reshape(Unary("Size", n.X), 1), dy.ElementType);
        var scattered = dy.Builder.Emit(
            "ScatterElements",
            [zeros, Reshape(Indices(n), -1), Reshape(dy, -1)],
            Attributes.None.With("axis", 0).With("reduction", "add")
        );
        return Reshape(scattered, shape);
    }

    /// <summary>Each maximum was put at its index, which counts over the whole tensor, batch included.</summary>
    public static Value UnpoolTranspose(Primal n, Value dy) => Gather(Reshape(dy, -1), n.W, 0);

    /// <summary>Indices that count row by row; where the pool counts column by column (storage_order), a second pool gives them.</summary>
    private static Value Indices(Primal n) =>
        n.Attributes.Int("storage_order") == 0
            ? n.OptionalOutput(1)
            : n.Builder.Emit("MaxPool", [n.X], 2, n.Attributes.Without("storage_order"))[1];

    /// <summary>The first position of the maximum takes it all.</summary>
    public static Value GlobalMaxAdjoint(Primal n, Value dy)
    {
        var channels = n.X.Info.Extent(1);
        var count = n.X.Info.SpatialExtents().Aggregate(1L, (a, b) => a * b);
        var rows = Reshape(n.X, -1, channels, count);
        var winner = Unary("ArgMax", rows, Attributes.None.With("axis", 2));
        var places = Tensor.Of([.. Enumerable.Range(0, (int)count).Select(i => (long)i)], 1, 1, count);
        var chosen = Equal(dy.Builder.Constant(places, hint: "places"), winner);
        return Shaping.ReshapeLike(Cast(chosen, dy.ElementType) * Reshape(dy, -1, channels, 1), n.X);
    }

    private static Value Ones(Value dy, Window window) =>
        dy.Builder.Constant(
            Tensor.Filled(dy.ElementType, [1, 1, .. window.Axes.Select(a => a.Input)], 1),
            hint: "pool_ones"
        );

    /// <summary>1 over the number of inputs that each output averages, [1, 1, O…].</summary>
    private static Tensor Shares(Primal n, Window window)
    {
        var withPadding = n.Attributes.Int("count_include_pad") != 0;
        double[] shares = [1];
        foreach (var axis in window.Axes)
        {
            var counts = Enumerable.Range(0, (int)axis.Output).Select(o => Count(axis, o, withPadding));
            shares = [.. shares.SelectMany(_ => counts, (share, count) => share / count)];
        }
        return Tensor.Of(shares, [1, 1, .. window.Axes.Select(a => a.Output)]).To(n.Y.ElementType);
    }

    /// <summary>A window that hangs over the end because of ceil_mode counts only what lies in the input and its padding.</summary>
    private static int Count(WindowAxis axis, long output, bool withPadding)
    {
        var (low, high) = withPadding ? (-axis.Pad, axis.Input + axis.EndPad) : (0, axis.Input);
        return Enumerable
            .Range(0, (int)axis.Kernel)
            .Count(tap => axis.Position(output, tap) is var p && p >= low && p < high);
    }
}
