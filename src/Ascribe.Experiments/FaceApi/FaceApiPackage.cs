using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>An installed copy of npm <c>@vladmandic/face-api</c> 1.7.15 (MIT): weights of face networks, and photos.</summary>
/// <param name="Folder">The package's folder.</param>
public sealed record FaceApiPackage(string Folder)
{
    private static readonly string Place = Path.Combine("node_modules", "@vladmandic", "face-api");

    /// <summary>The package in the first <c>node_modules</c> above a folder, as node looks for it.</summary>
    /// <param name="start">Where to begin; the program's own folder by default.</param>
    /// <exception cref="ModelException">There is none.</exception>
    public static FaceApiPackage Find(string? start = null)
    {
        for (
            var folder = new DirectoryInfo(start ?? AppContext.BaseDirectory);
            folder is not null;
            folder = folder.Parent
        )
            if (Path.Combine(folder.FullName, Place) is var place && Directory.Exists(place))
                return new(place);
        throw new ModelException($"{Place} is not installed. Run ./ascribe demo once, or npm ci --ignore-scripts.");
    }

    /// <summary>The weights of a network, such as <c>face_expression_model</c>.</summary>
    /// <exception cref="ModelException">They are absent or damaged.</exception>
    public WeightsManifest Weights(string network) =>
        WeightsManifest.Load(Path.Combine(Folder, "model", network + "-weights_manifest.json"));

    /// <summary>The path of a file of the package.</summary>
    /// <param name="relative">Its path within the package, such as <c>demo/sample1.jpg</c>.</param>
    public string File(string relative) => Path.Combine(Folder, relative);
}
