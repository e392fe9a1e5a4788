namespace Ascribe.Runtime.Kernels;

/// <summary>A tensor of single precision that ONNX Runtime holds for the length of a run.</summary>
/// <param name="data">Its first element.</param>
/// <param name="shape">Its shape.</param>
internal readonly unsafe ref struct KernelTensor(float* data, long[] shape)
{
    /// <summary>The first element.</summary>
    public float* Data { get; } = data;

    /// <summary>The shape.</summary>
    public long[] Shape { get; } = shape;

    /// <summary>The elements.</summary>
    public ReadOnlySpan<float> Elements => new(Data, checked((int)Count));

    private long Count => Shape.Aggregate(1L, (count, extent) => count * extent);
}
