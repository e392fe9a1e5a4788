using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Writes a page as HTML, block by block.</summary>
internal sealed partial class PageWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder html = new();
    private int paged;

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
            case PagedBlock parts:
                Write(parts);
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
        if (block.Pictures.Length > PagedBlock.MostPictures)
        {
            Write(PagedBlock.Of("Pictures", block));
            return;
        }
        html.Append("<div class=\"pictures\">\n");
        foreach (var (picture, alt, caption) in block.Pictures)
        {
            Add($"<figure>\n<img width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{alt}\" src=\"");
            html.Append("data:image/png;base64,").Append(Convert.ToBase64String(picture.ToPng())).Append("\">\n");
            Add($"<figcaption>{caption}</figcaption>\n</figure>\n");
        }
        html.Append("</div>\n");
    }

    /// <summary>Radio buttons, each before its label and its part: style sheets alone show the part of the chosen one.</summary>
    private void Write(PagedBlock block)
    {
        var name = $"paged-{++paged}";
        Add($"<div class=\"paged\" role=\"group\" aria-label=\"{block.Caption}\">\n");
        foreach (var (number, part) in block.Parts.Index())
        {
            Add($"<input type=\"radio\" name=\"{name}\" id=\"{name}-{number}\"");
            Add($"{(number == 0 ? " checked" : "")}><label for=\"{name}-{number}\">{part.Label}</label>\n");
            html.Append("<div class=\"part\">\n");
            foreach (var inner in part.Blocks)
                Write(inner);
            html.Append("</div>\n");
        }
        html.Append("</div>\n");
    }

    private void Write(PlotBlock block)
    {
        // As a picture of its own: names within one drawing cannot meet those of another.
        var svg = Encoding.UTF8.GetBytes(block.Plot.ToSvg());
        // On a phone a plot scrolls, by keyboard too, since its letters would be too small to be read.
        Add($"<figure>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{block.Caption}\">\n");
        Add($"<img class=\"plot\" width=\"{block.Plot.Width}\" alt=\"{block.Alt}\" src=\"");
        html.Append("data:image/svg+xml;base64,").Append(Convert.ToBase64String(svg)).Append("\">\n</div>\n");
        Add($"<figcaption>{block.Caption}</figcaption>\n</figure>\n");
    }

    private void Write(FactsBlock block)
    {
        html.Append("<dl>\n");
        foreach (var (term, value) in block.Facts)
            Add($"<div><dt>{term}</dt><dd>{value}</dd></div>\n");
        html.Append("</dl>\n");
    }

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
