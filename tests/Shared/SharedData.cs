namespace Ascribe.Testing;

/// <summary>The repository, and the folder of models and photos beside it that is not part of the project.</summary>
internal static class SharedData
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The data folder, whether it is there or not.</summary>
    public static string Root { get; } =
        Environment.GetEnvironmentVariable("ASCRIBE_DATA") is { Length: > 0 } stated
            ? Path.GetFullPath(stated)
            : Path.GetFullPath(Path.Combine(Repository, "..", "shared"));

    /// <summary>A file of the data folder; the test is skipped where it is missing.</summary>
    public static string File(string relative)
    {
        var path = Path.Combine(Root, relative);
        Assert.SkipUnless(
            System.IO.File.Exists(path),
            $"The data folder has no {relative}; set ASCRIBE_DATA to where it is."
        );
        return path;
    }

    /// <summary>One of the shared models.</summary>
    public static string Model(string name) => File($"models/{name}.onnx");

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "Ascribe.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
