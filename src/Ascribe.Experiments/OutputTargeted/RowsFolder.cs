using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Where an experiment keeps what it finds as it goes on.</summary>
internal static class RowsFolder
{
    /// <summary>The folder of the rows, made where it is missing. A quick run begins anew; a full one goes on unless it is restarted.</summary>
    /// <exception cref="ModelException">No folder is named, or it cannot be made.</exception>
    public static string Open(ExperimentOptions options)
    {
        var root =
            options.Folder
            ?? throw new ModelException("this experiment keeps what it finds in a folder as it goes on; name one.");
        var folder = Path.Combine(root, options.Quick ? "rows-quick" : "rows");
        try
        {
            if ((options.Quick || options.Restart) && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{folder}: the folder cannot be made: {e.Message}", e);
        }
    }
}
