using System.Runtime.InteropServices;

namespace Ascribe.Imaging;

/// <summary>A value whose color is stated.</summary>
/// <param name="Value">−1 … 1.</param>
/// <param name="Color">Its color, exactly.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ColorAnchor(double Value, Rgb Color);
