using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ascribe.Runtime.Devices;

/// <summary>The library that a provider lies in, apart from ONNX Runtime's own.</summary>
internal static class ProviderLibrary
{
    /// <summary>The library that all such libraries reach ONNX Runtime by.</summary>
    private const string Bridge = "shared";

    /// <summary>Why the library of a provider cannot be loaded, as ONNX Runtime only says that it cannot; null where that is not the reason.</summary>
    public static string? Obstacle(ExecutionProvider provider)
    {
        if (!OperatingSystem.IsLinux() || NameOf(provider) is not { } name || Folder() is not { } folder)
            return null;
        foreach (var part in new[] { Bridge, name })
        {
            var file = $"libonnxruntime_providers_{part}.so";
            var path = Path.Combine(folder, file);
            if (!File.Exists(path))
                return $"{file} is not beside ONNX Runtime's library in {folder}; docs/performance.md says how to get it";
            if (Complaint(path) is { } complaint)
                return complaint;
        }
        return null;
    }

    private static string? NameOf(ExecutionProvider provider) =>
        provider switch
        {
            ExecutionProvider.Cuda => "cuda",
            ExecutionProvider.TensorRt => "tensorrt",
            _ => null,
        };

    private static string? Complaint(string path)
    {
        try
        {
            // It stays loaded: ONNX Runtime would have done the same.
            NativeLibrary.Load(path);
            return null;
        }
        catch (DllNotFoundException e)
        {
            // The last line is the linker's, such as "libcudart.so.13: cannot open shared object file".
            return e.Message.Trim().Split('\n')[^1].Trim();
        }
    }

    private static string? Folder()
    {
        using var process = Process.GetCurrentProcess();
        return process
            .Modules.Cast<ProcessModule>()
            .Select(m => m.FileName)
            .Where(f => Path.GetFileName(f).StartsWith("libonnxruntime.so", StringComparison.Ordinal))
            .Select(Path.GetDirectoryName)
            .FirstOrDefault();
    }
}
