using System.Runtime.InteropServices;

namespace Ascribe.Onnx;

/// <summary>How much memory this process may take, whatever a model asks for.</summary>
/// <remarks>
/// On Linux the kernel keeps the limit: it refuses further writable memory, to ONNX Runtime as well, which then gives up the
/// run. .NET keeps its own heap below it, there and elsewhere. Programs and files that are mapped into memory do not count.
/// </remarks>
public static class MemoryLimit
{
    /// <summary>The least that a process can work in.</summary>
    public const long Least = 256L << 20;

    /// <summary>What holds where nothing is stated: three quarters of what the machine or the container has.</summary>
    public static long Default { get; } = Math.Max(Least, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3);

    /// <summary>The limit in bytes.</summary>
    public static long Bytes { get; private set; } = Default;

    /// <summary>Bounds the process. A limit can be lowered later, but not raised.</summary>
    /// <param name="bytes">At least <see cref="Least"/>.</param>
    public static void Set(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, Least);
        Bytes = bytes;
        // The rest is for ONNX Runtime, compiled code and the stacks of threads.
        AppContext.SetData("GCHeapHardLimit", (ulong)(bytes / 8 * 7));
        GC.RefreshMemoryLimit();
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
            BoundWritableMemory((ulong)bytes);
    }

    /// <summary>Asks whether something of a known size can fit, before it is made.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="ModelException">It is larger than the limit.</exception>
    public static void Require(double bytes, string what)
    {
        if (bytes > Bytes)
            throw Exceeded(what);
    }

    /// <summary>What to say where the limit does not suffice.</summary>
    /// <param name="what">What does not fit.</param>
    /// <param name="cause">What was thrown, where something was.</param>
    public static ModelException Exceeded(string what, Exception? cause = null) => new(Complaint(what), cause);

    /// <summary>The sentence itself.</summary>
    public static string Complaint(string what) =>
        $"{what} does not fit into the memory limit of {MemorySize.Text(Bytes)}; raise it by --max-memory.";

    private static void BoundWritableMemory(ulong bytes)
    {
        const int Data = 2;
        if (GetLimit(Data, out var limit) == 0)
            _ = SetLimit(Data, limit with { Soft = Math.Min(bytes, limit.Hard) });
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out ResourceLimit limit);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, in ResourceLimit limit);

    /// <summary>The kernel's pair of limits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(ulong Soft, ulong Hard);
}
