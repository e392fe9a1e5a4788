namespace Ascribe.Onnx;

/// <summary>Files that are there wholly or not at all: written beside their target and renamed.</summary>
public static class SafeFile
{
    /// <summary>Writes a file through <paramref name="write"/>. What stood there before stays until the new content is complete.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (path.Length == 0)
            throw new ModelException("a file without a name cannot be written.");
        var full = Path.GetFullPath(path);
        var beside = $"{full}.{Environment.ProcessId}.partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using (var stream = File.Create(beside))
                write(stream);
            File.Move(beside, full, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be written: {e.Message}", e);
        }
        finally
        {
            // Where the folder is missing, so is the file; asking to delete it would be a second error.
            if (File.Exists(beside))
                File.Delete(beside);
        }
    }
}
