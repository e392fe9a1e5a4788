using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>How a convolution moves over its input.</summary>
/// <param name="Stride">The step, in both directions.</param>
/// <param name="Before">Zeros put above and to the left.</param>
/// <param name="After">Zeros put below and to the right.</param>
internal sealed record ConvGeometry(long Stride, long Before, long After)
{
    /// <summary>Stride 1, the size kept by 3 × 3 filters.</summary>
    public static ConvGeometry Same { get; } = new(1, 1, 1);

    /// <summary>Stride 1, filters of 1 × 1.</summary>
    public static ConvGeometry Point { get; } = new(1, 0, 0);

    /// <summary>Stride 2 over an even size with 3 × 3 filters, as TensorFlow's "same" pads: only at the end.</summary>
    public static ConvGeometry Halving { get; } = new(2, 0, 1);

    /// <summary>Stride 2, no padding.</summary>
    public static ConvGeometry Valid { get; } = new(2, 0, 0);

    /// <summary>Writes the convolution; filters and bias become constants <c>NAME.W</c> and <c>NAME.B</c>.</summary>
    public Value Conv(Value x, string name, Tensor filters, Tensor? bias = null, long groups = 1)
    {
        var g = x.Builder;
        var attributes = Attributes
            .None.With("kernel_shape", new[] { filters.Shape[2], filters.Shape[3] })
            .With("strides", new[] { Stride, Stride })
            .With("pads", new[] { Before, Before, After, After })
            .With("group", groups);
        var (w, b) = (g.Constant(filters, name + ".W"), bias is null ? (Value?)null : g.Constant(bias, name + ".B"));
        return g.Emit("Conv", b is null ? [x, w] : [x, w, b], attributes, name);
    }
}
