using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>What a run gives, taken out of ONNX Runtime's memory.</summary>
internal static class NativeTensor
{
    public static Tensor Read(string name, OrtValue value)
    {
        if (!value.IsTensor)
            throw new ModelException($"'{name}' is no tensor but a {value.OnnxType}; only tensors are supported.");
        var info = value.GetTensorTypeAndShape();
        var type = (ElementType)info.ElementDataType;
        if (type == ElementType.String)
            return new Tensor([.. info.Shape], [.. value.GetStringTensorAsArray()]);
        return new Tensor(type, [.. info.Shape], value.GetTensorMutableRawData().ToArray());
    }

    public static ValueInfo? Describe(string name, OrtValue value)
    {
        if (!value.IsTensor)
            return null;
        var info = value.GetTensorTypeAndShape();
        return new ValueInfo(name, (ElementType)info.ElementDataType, [.. info.Shape.Select(extent => (Dim)extent)]);
    }
}
