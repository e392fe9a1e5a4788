using System.Runtime.InteropServices;

namespace Ascribe.Runtime;

/// <summary>Memory that nobody uses any more, and that the system has not got back yet.</summary>
internal static partial class SpareMemory
{
    /// <summary>Gives back what ONNX Runtime has freed. The C library of Linux keeps what is not at an end of its memory.</summary>
    public static void Return()
    {
        SharedArena.Shrink();
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // A C library other than GNU's, which does without.
        }
    }

    /// <summary>Gives back what .NET holds as well. It takes a while, and is for when something large is done with for good.</summary>
    public static void ReturnAll()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Return();
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Trim(nuint pad);
}
