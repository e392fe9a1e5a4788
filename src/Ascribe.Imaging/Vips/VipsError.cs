using System.Runtime.InteropServices;

namespace Ascribe.Imaging;

/// <summary>What libvips says about its last failure.</summary>
/// <remarks>One buffer serves the whole process: when pictures fail at the same instant, a reason may be another's, or missing.</remarks>
internal static class VipsError
{
    /// <summary>The first line that libvips noted, cleared from its buffer; never empty.</summary>
    internal static string Take()
    {
        var memory = Native.TakeErrors();
        var text = Marshal.PtrToStringUTF8(memory) ?? "";
        Native.Free(memory);
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault();
        return line ?? "no reason given";
    }
}
