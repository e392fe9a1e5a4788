using System.Runtime.InteropServices;

namespace Ascribe.Runtime.Kernels;

/// <summary>Memory that kernels compute in, one piece for each thread, which serves node after node and goes with the thread.</summary>
internal static unsafe class Scratch
{
    /// <summary>Bytes of a line of the processor's cache.</summary>
    private const int Line = 64;

    [ThreadStatic]
    private static float[]? own;

    /// <summary>This thread's memory, with anything in it; what was had before is not to be used any more.</summary>
    /// <param name="length">How many numbers it has to hold.</param>
    public static float* Of(int length)
    {
        var whole = length + Line / sizeof(float);
        if (own is null || own.Length < whole)
            // It stays where it is, and begins as zeros: what is never written is computed with, too, and strange numbers take longer.
            own = GC.AllocateArray<float>(whole, pinned: true);
        var first = (nint)(float*)Marshal.UnsafeAddrOfPinnedArrayElement(own, 0);
        return (float*)((first + Line - 1) & -Line);
    }
}
