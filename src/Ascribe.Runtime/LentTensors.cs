using System.Buffers;
using Ascribe.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>Tensors lent to ONNX Runtime, pinned in place instead of copied: what a run is fed, or the constants of a session.</summary>
internal sealed class LentTensors : IDisposable
{
    private readonly List<MemoryHandle> pins = [];
    private readonly List<OrtValue> values = [];

    public LentTensors(IReadOnlyDictionary<string, Tensor> tensors)
    {
        Names = [.. tensors.Keys];
        foreach (var tensor in tensors.Values)
            values.Add(tensor.ElementType == ElementType.String ? Text(tensor) : Pinned(tensor));
    }

    public IReadOnlyCollection<string> Names { get; }

    public IReadOnlyCollection<OrtValue> Values => values;

    public void Dispose()
    {
        values.ForEach(v => v.Dispose());
        pins.ForEach(p => p.Dispose());
    }

    private unsafe OrtValue Pinned(Tensor tensor)
    {
        var pin = tensor.Bytes.Pin();
        pins.Add(pin);
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            (Microsoft.ML.OnnxRuntime.Tensors.TensorElementType)tensor.ElementType,
            [.. tensor.Shape],
            (nint)pin.Pointer,
            tensor.Bytes.Length
        );
    }

    private static OrtValue Text(Tensor tensor)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [.. tensor.Shape]);
        for (var i = 0; i < tensor.Texts.Length; i++)
            value.StringTensorSetElementAt(tensor.Texts[i].AsSpan(), i);
        return value;
    }
}
