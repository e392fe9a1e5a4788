using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime.Devices;

/// <summary>A device in the words of ONNX Runtime.</summary>
internal static class DeviceOptions
{
    /// <summary>Makes sessions with these options run there.</summary>
    /// <exception cref="OnnxRuntimeException">A library of the provider cannot be loaded.</exception>
    public static void AddTo(SessionOptions options, Device device)
    {
        switch (device.Provider)
        {
            case ExecutionProvider.Cuda:
                AddCuda(options, device.Index);
                break;
            case ExecutionProvider.TensorRt:
                options.AppendExecutionProvider_Tensorrt(device.Index);
                AddCuda(options, device.Index);
                break;
            case ExecutionProvider.WebGpu:
                options.AppendExecutionProvider("WebGPU", []);
                break;
            case ExecutionProvider.DirectMl:
                options.AppendExecutionProvider_DML(device.Index);
                break;
        }
    }

    /// <summary>The name by which ONNX Runtime lists a provider.</summary>
    public static string NameOf(ExecutionProvider provider) =>
        provider switch
        {
            ExecutionProvider.Cuda => "CUDAExecutionProvider",
            ExecutionProvider.TensorRt => "TensorrtExecutionProvider",
            ExecutionProvider.WebGpu => "WebGpuExecutionProvider",
            ExecutionProvider.DirectMl => "DmlExecutionProvider",
            _ => "CPUExecutionProvider",
        };

    private static void AddCuda(SessionOptions options, int index)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(
            new(StringComparer.Ordinal)
            {
                ["device_id"] = index.ToString(CultureInfo.InvariantCulture),
                // Products of 10 bits of mantissa, its default, are too coarse for differences of gradients.
                ["use_tf32"] = "0",
                ["arena_extend_strategy"] = "kSameAsRequested",
            }
        );
        options.AppendExecutionProvider_CUDA(cuda);
    }
}
