namespace Ascribe.Fuzz;

/// <summary>A model to be spoiled.</summary>
/// <param name="Name">Where it is from, and its name there.</param>
/// <param name="IsLarge">Whether it is too large for anything but being loaded, again and again.</param>
/// <param name="Read">Its file.</param>
internal sealed record CorpusModel(string Name, bool IsLarge, Func<byte[]> Read)
{
    private const long Large = 1 << 20;

    public static CorpusModel Of(string name, string path) =>
        new(name, new FileInfo(path).Length > Large, () => File.ReadAllBytes(path));
}
