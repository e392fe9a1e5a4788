namespace Ascribe.Runtime.Devices;

/// <summary>What ONNX Runtime computes with; the names are those of its execution providers.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor. Always there, and the only one that graphs are brought into blocks of channels for.</summary>
    Cpu,

    /// <summary>NVIDIA's graphics cards.</summary>
    Cuda,

    /// <summary>NVIDIA's graphics cards through compiled engines; what these do not take, <see cref="Cuda"/> does.</summary>
    TensorRt,

    /// <summary>Any graphics card, by way of Vulkan, Metal or Direct3D 12.</summary>
    WebGpu,

    /// <summary>Any graphics card, on Windows.</summary>
    DirectMl,
}
