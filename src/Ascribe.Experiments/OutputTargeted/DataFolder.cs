using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>The folder with models and photos that are not part of Ascribe.</summary>
/// <param name="Root">The folder; null where none is named.</param>
internal sealed record DataFolder(string? Root)
{
    /// <summary>The path of a file or folder that an experiment cannot do without.</summary>
    /// <exception cref="ModelException">It is not there.</exception>
    public string Require(string name) =>
        Find(name)
        ?? throw new ModelException(
            $"this experiment needs {name}, which {(Root is null ? "comes with no package; no folder with data is named" : $"is missing in {Root}")}: name the folder by --data or ASCRIBE_DATA."
        );

    /// <summary>The path of a file or folder; null where it is absent.</summary>
    public string? Find(string name) =>
        Root is { } root && Path.Combine(root, name) is var path && Path.Exists(path) ? path : null;

    /// <summary>The photos of a folder that an experiment cannot do without, by name.</summary>
    /// <exception cref="ModelException">There is no such folder, or no photo in it.</exception>
    public string[] Photos(string name)
    {
        var folder = Require(name);
        string[] photos =
        [
            .. Directory
                .EnumerateFiles(folder)
                .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG")
                .Order(StringComparer.Ordinal),
        ];
        return photos.Length > 0 ? photos : throw new ModelException($"{folder}: the folder holds no photo.");
    }
}
