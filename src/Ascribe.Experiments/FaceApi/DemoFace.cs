namespace Ascribe.Experiments.FaceApi;

/// <summary>A smiling face in one of the package's photos: the square that shows it, in pixels of the photo.</summary>
/// <remarks>Moved by ten pixels in any direction, or ten pixels smaller or larger, it is "happy" just as surely.</remarks>
public static class DemoFace
{
    /// <summary>The photo, within <see cref="FaceApiPackage"/>; 1920 × 1350 pixels.</summary>
    public const string Photo = "demo/sample3.jpg";

    /// <summary>The first column of the square.</summary>
    public const int Left = 1465;

    /// <summary>The first row of the square.</summary>
    public const int Top = 290;

    /// <summary>The side of the square.</summary>
    public const int Side = 280;
}
