namespace Ascribe.Imaging.Tests.Annotations;

/// <summary>A folder for a test's files, gone afterwards.</summary>
internal sealed class Folder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("ascribe").FullName;

    public string this[string file] => Path.Combine(Root, file);

    public string Write(string file, string text) => Write(file, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[file])!);
        File.WriteAllBytes(this[file], bytes);
        return this[file];
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
