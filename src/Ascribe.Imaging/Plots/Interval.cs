using System.Runtime.InteropServices;

namespace Ascribe.Imaging.Plots;

/// <summary>Where a number may lie, such as a mean ± its standard error.</summary>
/// <param name="Low">The lower end, in the units of the number.</param>
/// <param name="High">The upper end.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Low, double High);
