using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>What a run gives, taken out of ONNX Runtime's memory.</summary>
internal static class NativeTensor
{
    public static Tensor Read(string name, OrtValue value) => Read(name, value, buffers: null);

    /// <summary>The value, copied.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <param name="buffers">Where the copy is to lie; null for memory of its own.</param>
    public static Tensor Read(string name, OrtValue value, ResultBuffers? buffers)
    {
        if (!value.IsTensor)
            throw new ModelException($"'{name}' is no tensor but a {value.OnnxType}; only tensors are supported.");
        var info = value.GetTensorTypeAndShape();
        var type = (ElementType)info.ElementDataType;
        if (type == ElementType.String)
            return new Tensor([.. info.Shape], [.. value.GetStringTensorAsArray()]);
        var content = value.GetTensorMutableRawData();
        var bytes = buffers?.Take(content.Length) ?? GC.AllocateUninitializedArray<byte>(content.Length);
        content.CopyTo(bytes);
        return new Tensor(type, [.. info.Shape], bytes);
    }

    public static ValueInfo? Describe(string name, OrtValue value)
    {
        if (!value.IsTensor)
            return null;
        var info = value.GetTensorTypeAndShape();
        return new ValueInfo(name, (ElementType)info.ElementDataType, [.. info.Shape.Select(extent => (Dim)extent)]);
    }
}
