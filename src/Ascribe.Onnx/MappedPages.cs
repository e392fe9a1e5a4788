using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Ascribe.Onnx;

/// <summary>What of mapped files lies in memory just now.</summary>
public static partial class MappedPages
{
    private const int DontNeed = 4;

    private static readonly ConcurrentBag<(nint Start, nint End)> Stretches = [];

    /// <summary>
    /// Gives back what was read of constants that are mapped, for when they were read once and hardly will be again. Whoever does read them
    /// gets them from the system, which has kept them unless it needed the room.
    /// </summary>
    public static void Release()
    {
        if (!OperatingSystem.IsLinux())
            return;
        foreach (var (start, end) in Stretches)
            _ = Advise(start, (nuint)(end - start), DontNeed);
    }

    /// <summary>The same of a file that others have mapped. Where something has been written over it in memory, it stays.</summary>
    /// <param name="path">The file.</param>
    public static void Release(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        (nint Start, nint End)? stretch = null;
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.EndsWith(path, StringComparison.Ordinal))
            {
                var ends = line[..line.IndexOf(' ')].Split('-');
                stretch = (Address(ends[0]), Address(ends[1]));
            }
            else if (stretch is var (start, end) && line.StartsWith("Anonymous:", StringComparison.Ordinal))
            {
                if (line.AsSpan("Anonymous:".Length).Trim() is "0 kB")
                    _ = Advise(start, (nuint)(end - start), DontNeed);
                stretch = null;
            }
        }

        static nint Address(string hexadecimal) =>
            nint.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
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
