using Ascribe.Imaging;

namespace Ascribe.Experiments.Photos;

/// <summary>A photo that is read when it is needed.</summary>
/// <param name="Name">What it is called on pages.</param>
/// <param name="Load">Reads it.</param>
internal sealed record Photo(string Name, Func<Picture> Load)
{
    /// <summary>A photo in a file, named as the file is.</summary>
    public static Photo Of(string path) => new(Path.GetFileNameWithoutExtension(path), () => Picture.Load(path));
}
