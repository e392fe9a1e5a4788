using Microsoft.ML.OnnxRuntime;
using static Ascribe.Runtime.NativeTable;

namespace Ascribe.Runtime;

/// <summary>The memory in which all sessions compute.</summary>
/// <remarks>
/// Left to itself, ONNX Runtime gives each session an arena of its own, which keeps what its largest run took for as long as the session
/// lives. Explaining at many layers makes many sessions, of which few run at the same time.
/// </remarks>
internal static unsafe class SharedArena
{
    private const int Arena = 1;
    private const int DefaultMemory = 0;
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Makes the session with these options compute there.</summary>
    public static void Use(SessionOptions options)
    {
        if (Registered.Value)
            options.AddSessionConfigEntry("session.use_env_allocators", "1");
    }

    /// <summary>Whether there is such a memory; without it, sessions work all the same.</summary>
    private static bool Register()
    {
        nint memory;
        if (Complaint(Call(nameof(OrtApi.CreateCpuMemoryInfo))(Arena, DefaultMemory, &memory)) is not null)
            return false;
        var create = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)Function(
            nameof(OrtApi.CreateAndRegisterAllocator)
        );
        return Complaint(create(OrtEnv.Instance().DangerousGetHandle(), memory, 0)) is null;
    }

    private static delegate* unmanaged[Cdecl]<int, int, nint*, nint> Call(string name) =>
        (delegate* unmanaged[Cdecl]<int, int, nint*, nint>)Function(name);
}
