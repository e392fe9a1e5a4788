using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>The table of ONNX Runtime's C functions, for what its managed binding leaves out.</summary>
internal static unsafe partial class NativeTable
{
    /// <summary>The first version of the table that has all that is called here; every later ONNX Runtime serves it, too.</summary>
    public const uint Version = 18;

    private static readonly ConcurrentDictionary<string, nint> Functions = new(StringComparer.Ordinal);

    /// <summary>A function.</summary>
    /// <param name="name">The name of its place in <see cref="OrtApi"/>.</param>
    public static nint Function(string name) =>
        Functions.GetOrAdd(
            name,
            static n =>
            {
                var table = ((delegate* unmanaged<uint, nint>)OrtGetApiBase()->GetApi)(Version);
                return *(nint*)(table + Marshal.OffsetOf<OrtApi>(n));
            }
        );

    /// <summary>What a function says of its failure; null where it did not fail. The status is given back.</summary>
    public static string? Complaint(nint status)
    {
        if (status == 0)
            return null;
        var message = ((delegate* unmanaged<nint, nint>)Function(nameof(OrtApi.GetErrorMessage)))(status);
        var text = Marshal.PtrToStringUTF8(message);
        ((delegate* unmanaged<nint, void>)Function(nameof(OrtApi.ReleaseStatus)))(status);
        return text ?? "";
    }

    [LibraryImport("onnxruntime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial OrtApiBase* OrtGetApiBase();
}
