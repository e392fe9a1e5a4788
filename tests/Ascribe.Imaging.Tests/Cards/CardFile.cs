namespace Ascribe.Imaging.Tests.Cards;

/// <summary>A folder for a card, gone after the test.</summary>
internal sealed class CardFile : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("ascribe").FullName;

    public string Write(string json, string file = "net.ascribe.json")
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, json);
        return path;
    }

    public string this[string file] => Path.Combine(root, file);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
