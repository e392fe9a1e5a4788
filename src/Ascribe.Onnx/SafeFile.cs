using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>Files that are there wholly or not at all: written beside their target and renamed.</summary>
public static class SafeFile
{
    /// <summary>Writes a file through <paramref name="write"/>. What stood there before stays until the new content is complete.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write) => Write([(path, write)]);

    /// <summary>Writes files that belong together. They take their places, in this order, when all of them are complete.</summary>
    /// <exception cref="ModelException">One of them cannot be written.</exception>
    public static void Write(ImmutableArray<(string Path, Action<Stream> Write)> files)
    {
        if (files.Any(f => f.Path.Length == 0))
            throw new ModelException("a file without a name cannot be written.");
        try
        {
            foreach (var (path, write) in files)
                Reporting(path, () => WriteBeside(path, write));
            foreach (var (path, _) in files)
                Reporting(path, () => File.Move(Beside(path), Path.GetFullPath(path), overwrite: true));
        }
        finally
        {
            // Where the folder is missing, so is the file; asking to delete it would be a second error.
            foreach (var beside in files.Select(f => Beside(f.Path)).Where(File.Exists))
                File.Delete(beside);
        }
    }

    private static string Beside(string path) => $"{Path.GetFullPath(path)}.{Environment.ProcessId}.partial";

    private static void WriteBeside(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var stream = File.Create(Beside(path));
        write(stream);
    }

    private static void Reporting(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be written: {e.Message}", e);
        }
    }
}
