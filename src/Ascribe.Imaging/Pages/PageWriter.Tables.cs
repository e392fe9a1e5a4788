using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <content>Numbers: tables, bars and colored texts.</content>
internal sealed partial class PageWriter
{
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

    /// <summary>Whether a column holds numbers; a dash or nothing stands for one that is missing.</summary>
    private static bool IsNumeric(TableBlock block, int column)
    {
        string[] there = [.. block.Rows.Select(row => row[column]).Where(cell => cell is not ("" or "–"))];
        return there.Length > 0
            && there.All(cell =>
                double.TryParse(
                    string.Concat(cell.Where(c => !char.IsWhiteSpace(c) && c != '%')).Replace('−', '-'),
                    CultureInfo.InvariantCulture,
                    out _
                )
            );
    }

    private static string Number(double value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
}
