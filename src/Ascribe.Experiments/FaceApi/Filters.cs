using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>Convolution filters, from TensorFlow's layout to ONNX's.</summary>
internal static class Filters
{
    /// <summary>[height, width, in, out] as [out, in, height, width], each output channel times its factor.</summary>
    public static Tensor Full(Tensor filters, ReadOnlySpan<float> factors = default)
    {
        var (height, width, inputs, outputs) = Extents(filters);
        var from = filters.As<float>();
        var to = new float[from.Length];
        var at = 0;
        for (var o = 0; o < outputs; o++)
        for (var i = 0; i < inputs; i++)
        for (var cell = 0; cell < height * width; cell++)
            to[at++] = from[(cell * inputs + i) * outputs + o] * (factors.IsEmpty ? 1 : factors[o]);
        return Tensor.Of(to, outputs, inputs, height, width);
    }

    /// <summary>[height, width, channels, 1] as [channels, 1, height, width].</summary>
    public static Tensor Depthwise(Tensor filters)
    {
        var (height, width, channels, _) = Extents(filters);
        return Full(filters).Reshape(channels, 1, height, width);
    }

    private static (int Height, int Width, int Inputs, int Outputs) Extents(Tensor filters) =>
        filters.Shape is [var h, var w, var i, var o]
            ? ((int)h, (int)w, (int)i, (int)o)
            : throw new ModelException($"{filters} holds no filters of a convolution; rank 4 is expected.");
}
