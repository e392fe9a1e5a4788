namespace Ascribe.Tests.Arrays;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("ascribe").FullName;

    public string this[string file] => Path.Combine(root, file);

    public string With(string file, byte[] bytes)
    {
        File.WriteAllBytes(this[file], bytes);
        return this[file];
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
