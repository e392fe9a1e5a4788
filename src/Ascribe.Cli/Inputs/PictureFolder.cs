using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Folders of pictures.</summary>
internal static class PictureFolder
{
    private static readonly ImmutableArray<string> Endings = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>The pictures that lie in a folder, by name.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static string[] Files(string path)
    {
        string[] pictures =
        [
            .. Directory
                .EnumerateFiles(path)
                .Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        return pictures.Length > 0
            ? pictures
            : throw new ModelException($"{path} holds no picture ({string.Join(", ", Endings)}).");
    }
}
