using System.Collections.Immutable;
using Ascribe.Experiments.FaceApi;
using Ascribe.Imaging;

namespace Ascribe.Experiments.FacePairs;

/// <summary>A square that shows one face.</summary>
/// <param name="Name">What it is called on pages.</param>
/// <param name="Picture">The square.</param>
internal sealed record Face(string Name, Picture Picture)
{
    private const string Folder = "images/faces/crops256";

    /// <summary>The faces of the npm package's demonstration photos, and those of the data folder where there is one.</summary>
    public static ImmutableArray<Face> All(FaceApiPackage package, string? data)
    {
        var own = PackageFace.All.Select(f => new Face(f.Name, f.Crop(package)));
        var folder = data is null ? null : Path.Combine(data, Folder);
        var more = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return [.. own, .. more.Select(f => new Face(Path.GetFileNameWithoutExtension(f), Picture.Load(f)))];
    }

    /// <summary>Pairs of faces: first all neighbors, then all that are two apart, and so on; the last face is a neighbor of the first.</summary>
    public static IEnumerable<(Face First, Face Second)> Pairs(ImmutableArray<Face> faces) =>
        from apart in Enumerable.Range(1, (faces.Length - 1) / 2)
        from i in Enumerable.Range(0, faces.Length)
        select (faces[i], faces[(i + apart) % faces.Length]);
}
