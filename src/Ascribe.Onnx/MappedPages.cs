using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Ascribe.Onnx;

/// <summary>What of mapped files lies in memory just now.</summary>
public static partial class MappedPages
{
    private static readonly ConcurrentBag<(nint Start, nint End)> Stretches = [];

    /// <summary>
    /// Gives back what was read of constants that are mapped, for when they were read once and hardly will be again. Whoever does read them
    /// gets them from the system, which has kept them unless it needed the room.
    /// </summary>
    public static void Release()
    {
        const int DontNeed = 4;
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var (start, end) in Stretches)
            _ = Advise(start, (nuint)(end - start), DontNeed);
    }

    /// <summary>Notes a mapping that lasts as long as the process.</summary>
    internal static unsafe void Add(byte* start, int length)
    {
        var first = (nint)start / Environment.SystemPageSize * Environment.SystemPageSize;
        Stretches.Add((first, (nint)start + length));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint start, nuint length, int advice);
}
