using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>A face in one of the package's photos: the square that shows it, in pixels of the photo.</summary>
/// <param name="Name">Where it is, in words.</param>
/// <param name="Photo">The photo, within <see cref="FaceApiPackage"/>.</param>
/// <param name="Left">The first column of the square.</param>
/// <param name="Top">The first row of the square.</param>
/// <param name="Side">The side of the square.</param>
public sealed record PackageFace(string Name, string Photo, int Left, int Top, int Side)
{
    /// <summary>Twelve faces, found by eye; the expressions of any two neighbors differ.</summary>
    public static ImmutableArray<PackageFace> All { get; } =
    [
        Of(3, "right", DemoFace.Left, DemoFace.Top, DemoFace.Side),
        Of(6, "third", 1095, 290, 300),
        Of(1, "right", 1430, 170, 300),
        Of(4, "second", 610, 45, 270),
        Of(6, "second", 640, 350, 300),
        Of(5, "right", 1360, 340, 300),
        Of(3, "middle", 1045, 240, 290),
        Of(3, "left", 535, 350, 280),
        Of(5, "middle", 1065, 180, 280),
        Of(6, "right", 1450, 270, 300),
        Of(5, "top", 745, 90, 250),
        Of(6, "left", 235, 470, 280),
    ];

    /// <summary>The square, cut out.</summary>
    /// <exception cref="ModelException">The photo is missing.</exception>
    public Picture Crop(FaceApiPackage package) => Picture.Load(package.File(Photo)).Crop(Left, Top, Side, Side);

    private static PackageFace Of(int photo, string place, int left, int top, int side) =>
        new($"photo {photo}, {place}", $"demo/sample{photo}.jpg", left, top, side);
}
