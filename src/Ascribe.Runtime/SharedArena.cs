using Ascribe.Onnx;
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

    /// <summary>
    /// The arena grows by what is asked for, or by this much where that is less. Left to itself it doubles, and a good part of it is never used.
    /// </summary>
    private const nuint Growth = 32 << 20;

    private static readonly Lazy<bool> Registered = new(Register);
    private static readonly Lazy<InferenceSession> Nothing = new(Make);

    /// <summary>Makes the session with these options compute there.</summary>
    public static void Use(SessionOptions options)
    {
        if (Registered.Value)
            options.AddSessionConfigEntry("session.use_env_allocators", "1");
    }

    /// <summary>Gives back what no tensor lies in. ONNX Runtime does that at the end of a run that asks for it; the run itself is nothing.</summary>
    public static void Shrink()
    {
        if (!Registered.Value)
            return;
        using var options = new RunOptions();
        options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        using var number = OrtValue.CreateTensorValueFromMemory<float>([0], [1]);
        Nothing.Value.Run(options, ["x"], [number], ["y"]).Dispose();
    }

    private static InferenceSession Make()
    {
        var builder = new GraphBuilder();
        builder.Output(Op.Identity(builder.Input("x", ElementType.Float32, 1)), "y");
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        Use(options);
        return new InferenceSession(Model.Canonical(builder.Build("nothing")).ToBytes(), options);
    }

    /// <summary>Whether there is such a memory; without it, sessions work all the same.</summary>
    private static bool Register()
    {
        nint memory;
        if (Complaint(Call(nameof(OrtApi.CreateCpuMemoryInfo))(Arena, DefaultMemory, &memory)) is not null)
            return false;
        if (Configuration() is not { } configuration)
            return false;
        var create = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)Function(
            nameof(OrtApi.CreateAndRegisterAllocator)
        );
        return Complaint(create(QuietEnvironment.Instance.DangerousGetHandle(), memory, configuration)) is null;
    }

    private static nint? Configuration()
    {
        var create = (delegate* unmanaged[Cdecl]<byte**, nuint*, nuint, nint*, nint>)Function(
            nameof(OrtApi.CreateArenaCfgV2)
        );
        var value = Growth;
        nint configuration;
        fixed (byte* name = "max_power_of_two_extend_bytes\0"u8)
            return Complaint(create(&name, &value, 1, &configuration)) is null ? configuration : null;
    }

    private static delegate* unmanaged[Cdecl]<int, int, nint*, nint> Call(string name) =>
        (delegate* unmanaged[Cdecl]<int, int, nint*, nint>)Function(name);
}
