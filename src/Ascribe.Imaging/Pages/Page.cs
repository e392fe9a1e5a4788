using System.Collections.Immutable;
using System.Text;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An HTML page in a single file: pictures embedded, no scripts, nothing fetched from anywhere.</summary>
/// <param name="Title">The page's name and its first heading.</param>
/// <param name="Blocks">What follows, from top to bottom.</param>
public sealed record Page(string Title, params ImmutableArray<Block> Blocks)
{
    /// <summary>A sentence under the title; null for none.</summary>
    public string? Lead { get; init; }

    /// <summary>A line at the end, such as what made the page; null for none.</summary>
    public string? Footer { get; init; }

    /// <summary>The language of the texts, as in BCP 47.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The document.</summary>
    /// <exception cref="ModelException">A heading has a level that there is not, a table row lacks cells, a bar is not finite, or a plot cannot be drawn.</exception>
    public string ToHtml() => new PageWriter().Write(this);

    /// <summary>Writes the document, beside first and then renamed.</summary>
    /// <exception cref="ModelException">As for <see cref="ToHtml"/>, or the file cannot be written.</exception>
    public void Save(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(ToHtml());
        SafeFile.Write(path, stream => stream.Write(bytes));
    }
}
