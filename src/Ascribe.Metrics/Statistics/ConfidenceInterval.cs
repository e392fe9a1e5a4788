using System.Runtime.InteropServices;

namespace Ascribe.Metrics;

/// <summary>Where a number lies, as far as a sample tells.</summary>
/// <param name="Low">The lower end, in the units of the number.</param>
/// <param name="High">The upper end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>Whether a number lies in it, the ends included.</summary>
    public bool Contains(double number) => number >= Low && number <= High;
}
