using System.Runtime.InteropServices;

namespace Ascribe.Imaging;

/// <summary>A place in a picture, in pixels from its top left corner; the center of pixel (x, y) is (x + ½, y + ½).</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Down.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PicturePoint(double X, double Y);
