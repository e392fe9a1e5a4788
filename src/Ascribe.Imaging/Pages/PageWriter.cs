using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Writes a page as HTML, block by block.</summary>
internal sealed class PageWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder html = new();

    internal string Write(Page page)
    {
        // The policy is a promise that the browser keeps: nothing is loaded, nothing runs.
        Add($"<!doctype html>\n<html lang=\"{page.Language}\">\n<head>\n<meta charset=\"utf-8\">\n");
        Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"");
        html.Append("default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n");
        Add($"<meta name=\"color-scheme\" content=\"light dark\">\n<title>{page.Title}</title>\n<style>\n");
        html.Append(PageStyle.Css).Append("</style>\n</head>\n<body>\n<main>\n");
        Add($"<header>\n<h1>{page.Title}</h1>\n");
        if (page.Lead is not null)
            Add($"<p class=\"lead\">{page.Lead}</p>\n");
        html.Append("</header>\n");
        foreach (var block in page.Blocks)
            Write(block);
        html.Append("</main>\n");
        if (page.Footer is not null)
            Add($"<footer><p>{page.Footer}</p></footer>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    private void Write(Block block)
    {
        switch (block)
        {
            case HeadingBlock { Level: >= 2 and <= 4 } heading:
                Add($"<h{heading.Level}>{heading.Text}</h{heading.Level}>\n");
                break;
            case ParagraphBlock paragraph:
                if (paragraph.Opening is { } opening)
                    Add($"<p><strong>{opening}</strong> {paragraph.Text}</p>\n");
                else
                    Add($"<p>{paragraph.Text}</p>\n");
                break;
            case CodeBlock code:
                Add($"<pre tabindex=\"0\"><code>{code.Text}</code></pre>\n");
                break;
            case PicturesBlock pictures:
                Write(pictures);
                break;
            case PlotBlock plot:
                Write(plot);
                break;
            case FactsBlock facts:
                Write(facts);
                break;
            case TableBlock table:
                Write(table);
                break;
            case BarsBlock bars:
                Write(bars);
                break;
            case TextBlock text:
                Write(text);
                break;
            default:
                throw new ModelException($"A page cannot hold {block}.");
        }
    }

    private void Write(PicturesBlock block)
    {
        html.Append("<div class=\"pictures\">\n");
        foreach (var (picture, alt, caption) in block.Pictures)
        {
            Add($"<figure>\n<img width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{alt}\" src=\"");
            html.Append("data:image/png;base64,").Append(Convert.ToBase64String(picture.ToPng())).Append("\">\n");
            Add($"<figcaption>{caption}</figcaption>\n</figure>\n");
        }
        html.Append("</div>\n");
    }

    private void Write(PlotBlock block)
    {
        // As a picture of its own: names within one drawing cannot meet those of another.
        var svg = Encoding.UTF8.GetBytes(block.Plot.ToSvg());
        Add($"<figure>\n<img class=\"plot\" width=\"{block.Plot.Width}\" alt=\"{block.Alt}\" src=\"");
        html.Append("data:image/svg+xml;base64,").Append(Convert.ToBase64String(svg)).Append("\">\n");
        Add($"<figcaption>{block.Caption}</figcaption>\n</figure>\n");
    }

    private void Write(FactsBlock block)
    {
        html.Append("<dl>\n");
        foreach (var (term, value) in block.Facts)
            Add($"<div><dt>{term}</dt><dd>{value}</dd></div>\n");
        html.Append("</dl>\n");
    }

    private void Write(TableBlock block)
    {
        if (block.Rows.FirstOrDefault(row => row.Length != block.Columns.Length) is { IsDefault: false } odd)
            throw new ModelException(
                $"The table '{block.Caption}' has {block.Columns.Length} columns, but a row of {odd.Length} cells."
            );
        ImmutableArray<string> classes = [.. block.Columns.Select((_, i) => IsNumeric(block, i) ? "number" : "text")];
        // Wide tables scroll by themselves, and by keyboard, instead of widening the page.
        Add($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{block.Caption}\">\n<table>\n");
        Add($"<caption>{block.Caption}</caption>\n<thead><tr>");
        for (var i = 0; i < block.Columns.Length; i++)
            Add($"<th scope=\"col\" class=\"{classes[i]}\">{block.Columns[i]}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in block.Rows)
        {
            Add($"<tr><th scope=\"row\" class=\"{classes[0]}\">{row[0]}</th>");
            for (var i = 1; i < row.Length; i++)
                Add($"<td class=\"{classes[i]}\">{row[i]}</td>");
            html.Append("</tr>\n");
        }
        html.Append("</tbody>\n</table>\n</div>\n");
    }

    private void Write(BarsBlock block)
    {
        if (block.Bars.FirstOrDefault(bar => !double.IsFinite(bar.Value)) is { } bad)
            throw new ModelException(
                $"The bar '{bad.Label}' of '{block.Caption}' is {bad.Value}, which has no length."
            );
        var low = Math.Min(0, block.Bars.Select(bar => bar.Value).DefaultIfEmpty().Min());
        var high = Math.Max(0, block.Bars.Select(bar => bar.Value).DefaultIfEmpty().Max());
        var perUnit = high > low ? 100 / (high - low) : 0;
        Add(
            $"<table class=\"{(block.Signed ? "bars signed" : "bars")}\">\n<caption>{block.Caption}</caption>\n<tbody>\n"
        );
        foreach (var bar in block.Bars)
        {
            var kind = (bar.Value < 0 ? "negative" : "positive") + (bar.Emphasized ? " emphasized" : "");
            var left = (Math.Min(bar.Value, 0) - low) * perUnit;
            Add($"<tr class=\"{kind}\"><th scope=\"row\">{bar.Label}</th>");
            Add($"<td class=\"number\">{Number(bar.Value, block.Format)}</td>");
            Add($"<td class=\"bar\" aria-hidden=\"true\"><div style=\"margin-left:{left:0.##}%;");
            Add($"width:{Math.Abs(bar.Value) * perUnit:0.##}%\"></div></td></tr>\n");
        }
        html.Append("</tbody>\n</table>\n");
    }

    private void Write(TextBlock block)
    {
        if (block.Words.FirstOrDefault(word => !double.IsFinite(word.Value)) is { } bad)
            throw new ModelException($"The word '{bad.Text}' of '{block.Caption}' is {bad.Value}, which has no color.");
        // The strongest color still leaves the text legible.
        var perUnit = 70 / Math.Max(block.Words.Select(w => Math.Abs(w.Value)).DefaultIfEmpty().Max(), double.Epsilon);
        Add($"<figure class=\"text\">\n<p>");
        foreach (var word in block.Words)
        {
            html.Append(word.Continues ? "" : " ");
            Add($"<span title=\"{Number(word.Value, "G4")}\" style=\"background:color-mix(in srgb, ");
            Add($"var(--{(word.Value < 0 ? "negative" : "positive")}) {Math.Abs(word.Value) * perUnit:0.#}%, ");
            Add($"transparent)\">{word.Text}</span>");
        }
        Add($"</p>\n<figcaption>{block.Caption}</figcaption>\n</figure>\n");
    }

    private static bool IsNumeric(TableBlock block, int column) =>
        !block.Rows.IsEmpty
        && block.Rows.All(row =>
            double.TryParse(
                string.Concat(row[column].Where(c => !char.IsWhiteSpace(c) && c != '%')).Replace('−', '-'),
                CultureInfo.InvariantCulture,
                out _
            )
        );

    private static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Markup whose every filled-in value is escaped; there is no other way for a value to get in.</summary>
    private void Add(FormattableString markup)
    {
        var escaped = markup
            .GetArguments()
            .Select(value => value is string text ? Encoder.Encode(text) : value)
            .ToArray();
        html.AppendFormat(CultureInfo.InvariantCulture, markup.Format, escaped);
    }
}
