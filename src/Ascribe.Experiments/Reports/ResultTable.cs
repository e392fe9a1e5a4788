using System.Collections.Immutable;
using System.Text;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments;

/// <summary>A table of an experiment.</summary>
/// <param name="Name">The name of its files, without ending.</param>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">As many cells each as there are columns.</param>
public sealed record ResultTable(
    string Name,
    string Caption,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows
)
{
    /// <summary>Whether the page shows it; a long one is only a file.</summary>
    public bool OnPage { get; init; } = true;

    /// <summary>The table as part of a page.</summary>
    public TableBlock ToBlock() => new(Caption, Columns, Rows);

    /// <summary>Writes the table as comma-separated values.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void SaveCsv(string path) => CsvFile.Write(path, Rows.Prepend(Columns).Select(r => r.AsEnumerable()));

    /// <summary>The table as Markdown, under its caption.</summary>
    public string ToMarkdown()
    {
        var lines = Rows.Select(Line).Prepend(Line([.. Columns.Select(_ => "---")])).Prepend(Line(Columns));
        return $"{Caption}\n\n{string.Join('\n', lines)}\n";

        static string Line(ImmutableArray<string> cells) =>
            $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |";
    }

    /// <summary>Writes the table as Markdown.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void SaveMarkdown(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(ToMarkdown());
        SafeFile.Write(path, stream => stream.Write(bytes));
    }
}
