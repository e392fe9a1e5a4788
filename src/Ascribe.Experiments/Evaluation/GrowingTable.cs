using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Experiments.Evaluation;

/// <summary>A .csv file that grows by rows. What a kill has left half-written at its end is dropped when it is opened again.</summary>
internal sealed class GrowingTable : IDisposable
{
    private readonly string path;
    private readonly FileStream stream;

    private GrowingTable(string path, FileStream stream)
    {
        this.path = path;
        this.stream = stream;
    }

    /// <summary>Opens a table, or begins one.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="keep">Told every complete row after the headings, in order; the first that it refuses and all behind it are dropped.</param>
    /// <exception cref="ModelException">The file cannot be written, or has other headings.</exception>
    public static GrowingTable Open(string path, ImmutableArray<string> columns, Predicate<string[]> keep) =>
        Reporting(
            path,
            () =>
            {
                var kept = File.Exists(path) ? KeptBytes(path, columns, keep) : 0;
                var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
                stream.SetLength(kept);
                stream.Seek(0, SeekOrigin.End);
                var table = new GrowingTable(path, stream);
                if (kept == 0)
                    table.Append([columns]);
                return table;
            }
        );

    /// <summary>Adds rows, all of them in one piece.</summary>
    /// <exception cref="ModelException">They cannot be written.</exception>
    public void Append(IEnumerable<IEnumerable<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        CsvFile.Write(text, rows);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        _ = Reporting(
            path,
            () =>
            {
                stream.Write(bytes);
                stream.Flush();
                return true;
            }
        );
    }

    /// <summary>The complete rows of a file, the headings first, each with its bytes.</summary>
    /// <exception cref="ModelException">The file cannot be read.</exception>
    public static IEnumerable<(string[] Cells, int Bytes)> Rows(string path)
    {
        using var reader = Reporting(path, () => new StreamReader(path, Encoding.UTF8));
        using var parser = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                NewLine = "\n",
                BadDataFound = null,
                IgnoreBlankLines = false,
            }
        );
        while (parser.Read() && parser.RawRecord.EndsWith('\n'))
            yield return (parser.Record!, Encoding.UTF8.GetByteCount(parser.RawRecord));
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static long KeptBytes(string path, ImmutableArray<string> columns, Predicate<string[]> keep)
    {
        var bytes = 0L;
        foreach (var (cells, length) in Rows(path))
        {
            if (bytes == 0 && !cells.AsSpan().SequenceEqual(columns.AsSpan()))
                throw new ModelException(
                    $"{path} has the columns {string.Join(", ", cells)} instead of {string.Join(", ", columns)}; restart the evaluation, or choose another folder."
                );
            if (bytes > 0 && (cells.Length != columns.Length || !keep(cells)))
                break;
            bytes += length;
        }
        return bytes;
    }

    private static T Reporting<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be written: {e.Message}", e);
        }
    }
}
