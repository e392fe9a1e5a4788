using System.Reflection;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Finds libvips – beside the assembly, else the system's – and starts it once, silent and single-threaded.</summary>
internal static unsafe class VipsLibrary
{
    private const int AnyMessageBelowError = 0xf8;
    private static readonly Lazy<bool> Started = new(Start);

    /// <summary>Makes the native calls possible.</summary>
    /// <exception cref="ModelException">No libvips is on this machine.</exception>
    internal static void Require() => _ = Started.Value;

    private static bool Start()
    {
        NativeLibrary.SetDllImportResolver(typeof(VipsLibrary).Assembly, Resolve);
        try
        {
            if (Native.Init("ascribe") != 0)
                throw new ModelException("libvips, which reads pictures, does not start: " + VipsError.Take());
        }
        catch (DllNotFoundException missing)
        {
            throw new ModelException("libvips, which reads pictures, is missing; install Debian's libvips42.", missing);
        }
        // Nothing may reach standard error unasked: what matters arrives as an error.
        foreach (var domain in (string[])["VIPS", "GLib", "GLib-GObject"])
            _ = Native.SetLogHandler(domain, AnyMessageBelowError, &Ignore, 0);
        // A picture is decoded once, so a cache of operations only holds memory; callers own the concurrency.
        Native.SetCacheMax(0);
        Native.SetConcurrency(1);
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!string.Equals(name, Native.Library, StringComparison.Ordinal))
            return 0;
        foreach (var candidate in (string[])[Path.Combine(AppContext.BaseDirectory, "libvips.so"), "libvips.so.42"])
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }
        return 0;
    }

    [UnmanagedCallersOnly]
    private static void Ignore(byte* domain, int level, byte* message, void* data) { }
}
