using System.Globalization;

namespace Ascribe.Runtime.Devices;

/// <summary>Where graphs are run.</summary>
/// <remarks>
/// Nodes that a device has no kernel for run on the processor, and so do the steps that prepare a graph. What comes out is the same up to
/// rounding.
/// </remarks>
/// <param name="Provider">What ONNX Runtime computes with.</param>
/// <param name="Index">Which device of the provider, from 0.</param>
public sealed record Device(ExecutionProvider Provider, int Index = 0)
{
    /// <summary>The names that <see cref="Parse"/> takes.</summary>
    public const string Forms = "cpu|cuda[:i]|tensorrt[:i]|webgpu|directml[:i]";

    /// <summary>The processor.</summary>
    public static Device Cpu { get; } = new(ExecutionProvider.Cpu);

    /// <summary>Where graphs are run unless something else is stated; see <see cref="Use"/>.</summary>
    public static Device Default { get; private set; } = Cpu;

    /// <summary>Makes a device the default of this process.</summary>
    /// <exception cref="DeviceException">It cannot be used here.</exception>
    public static void Use(Device device)
    {
        device.Require();
        Default = device;
    }

    /// <summary>Reads a name.</summary>
    /// <param name="text">A form of <see cref="Forms"/>.</param>
    /// <returns>Null where it is none.</returns>
    public static Device? Parse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 2 || Named(parts[0]) is not { } provider)
            return null;
        if (parts.Length == 1)
            return new Device(provider);
        return
            IsNumbered(provider)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new Device(provider, index)
            : null;
    }

    /// <summary>The name, as <see cref="Parse"/> takes it.</summary>
    public override string ToString()
    {
        var name = NameOf(Provider);
        return IsNumbered(Provider) ? string.Create(CultureInfo.InvariantCulture, $"{name}:{Index}") : name;
    }

    /// <summary>Makes sure that graphs can be run there, by running one.</summary>
    /// <exception cref="DeviceException">The provider is not in this ONNX Runtime, one of its libraries is missing, or there is no such device.</exception>
    public void Require() => DeviceCheck.Require(this);

    /// <summary>The name of a provider.</summary>
    internal static string NameOf(ExecutionProvider provider) => provider.ToString().ToLowerInvariant();

    private static bool IsNumbered(ExecutionProvider provider) =>
        provider is ExecutionProvider.Cuda or ExecutionProvider.TensorRt or ExecutionProvider.DirectMl;

    private static ExecutionProvider? Named(string name)
    {
        foreach (var provider in Enum.GetValues<ExecutionProvider>())
        {
            if (string.Equals(NameOf(provider), name, StringComparison.OrdinalIgnoreCase))
                return provider;
        }
        return null;
    }
}
