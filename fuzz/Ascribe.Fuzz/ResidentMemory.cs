using System.Globalization;

namespace Ascribe.Fuzz;

/// <summary>The most memory that this process has held, as the kernel counts it.</summary>
internal static class ResidentMemory
{
    /// <summary>Begins to count anew.</summary>
    public static void Reset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where the kernel cannot, the peak is that of all trials of the process.
        }
    }

    /// <summary>Bytes; 0 where the kernel does not tell.</summary>
    public static long Peak()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
            return 0;
        var line = File.ReadLines(Status).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kilobytes = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }
}
