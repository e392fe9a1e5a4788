using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Plots;

/// <summary>Numbers drawn along axes: a Vega-Lite 6 specification with its data, which node's vega renders.</summary>
/// <param name="Title">A line or two above everything; empty for none.</param>
public abstract record Plot(string Title)
{
    private const int LeastSide = 160;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Pixels from the left edge to the right, axes included.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Pixels from the top edge to the bottom, title and legend included; null for what suits the kind of plot.</summary>
    public int? Height { get; init; }

    /// <summary>The pixels from top to bottom that suit the kind of plot, with a legend of one row.</summary>
    private protected virtual int NaturalHeight => 400;

    /// <summary>The pixels that are kept free on the left for what reaches over the vertical axis.</summary>
    private protected virtual int Overhang => 0;

    /// <summary>The series, as the legend names them.</summary>
    private protected abstract ImmutableArray<string> Names { get; }

    private int WholeHeight => Height ?? NaturalHeight + Channel.LegendHeight(Names, Width);

    /// <summary>The specification, complete in itself.</summary>
    /// <exception cref="ModelException">There is nothing to show, a number has no place on its axis, names are equal, or a side is too short.</exception>
    public JsonObject ToSpec()
    {
        var (width, height) = (Width, WholeHeight);
        if (Math.Min(width, height) < LeastSide)
            throw new ModelException(
                $"The plot '{Title}' cannot be {width} × {height} pixels; both have to be {LeastSide} or more."
            );
        var spec = new JsonObject
        {
            ["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json",
            ["width"] = width,
            ["height"] = height,
            ["autosize"] = new JsonObject { ["type"] = "fit", ["contains"] = "padding" },
            ["config"] = Theme.Config(),
            ["data"] = new JsonObject { ["values"] = Rows() },
            ["encoding"] = Encodings(),
            ["layer"] = Layers(),
        };
        if (Overhang > 0)
            spec["padding"] = new JsonObject
            {
                ["left"] = Theme.Padding + Overhang,
                ["right"] = Theme.Padding,
                ["top"] = Theme.Padding,
                ["bottom"] = Theme.Padding,
            };
        if (Title.Length > 0)
            spec["title"] = Channel.Texts(Letters.Lines(Title, width - 90, 15, bold: true));
        return spec;
    }

    /// <summary>The drawing as an SVG document of <see cref="Width"/> × <see cref="Height"/> pixels.</summary>
    /// <exception cref="ModelException">As for <see cref="ToSpec"/>, or node, vega or vega-lite is missing.</exception>
    public string ToSvg() => VegaRenderer.Default.Render(ToSpec());

    /// <summary>The drawing as a picture on white.</summary>
    /// <param name="scale">Pixels of the picture for one of the plot; 2 is sharp on most screens and on paper.</param>
    /// <exception cref="ModelException">As for <see cref="ToSvg"/>.</exception>
    public Picture Draw(double scale = 2) => Picture.FromSvg(ToSvg(), scale).Over(Rgb.White);

    /// <summary>Writes the specification, which every tool for Vega-Lite can read; needs no node. The usual ending is <c>.vl.json</c>.</summary>
    /// <exception cref="ModelException">As for <see cref="ToSpec"/>, or the file cannot be written.</exception>
    public void SaveSpec(string path) => Save(path, ToSpec().ToJsonString(Indented) + "\n");

    /// <summary>Writes the drawing as SVG.</summary>
    /// <exception cref="ModelException">As for <see cref="ToSvg"/>, or the file cannot be written.</exception>
    public void SaveSvg(string path) => Save(path, ToSvg());

    /// <summary>Writes the drawing as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scale">As for <see cref="Draw"/>.</param>
    /// <exception cref="ModelException">As for <see cref="ToSvg"/>, or the file cannot be written.</exception>
    public void SavePng(string path, double scale = 2) => Draw(scale).Save(path);

    /// <summary>Writes a page with the drawing, and with the specification as data; it loads nothing and runs nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What the page is called, and the drawing for those who do not see it; null for the plot's own title.</param>
    /// <exception cref="ModelException">As for <see cref="ToSvg"/>, or the file cannot be written.</exception>
    public void SaveHtml(string path, string? name = null) =>
        Save(path, PlotPage.Of(this, name ?? (Title.Length > 0 ? Title : "Plot")));

    /// <summary>A horizontal axis whose title is broken where the plot ends; an axis, a legend and the margins take the rest.</summary>
    private protected Axis Across(Axis axis) => axis with { Room = Width - 110 };

    /// <summary>The same for a vertical axis.</summary>
    private protected Axis Up(Axis axis) => axis with { Room = WholeHeight - Channel.LegendHeight(Names, Width) - 160 };

    /// <summary>The data, an object a mark.</summary>
    private protected abstract JsonArray Rows();

    /// <summary>What all layers share.</summary>
    private protected abstract JsonObject Encodings();

    /// <summary>Marks from the lowest to the topmost.</summary>
    private protected abstract JsonArray Layers();

    /// <summary>Refuses what would be an empty or an ambiguous drawing.</summary>
    private protected void Check(ImmutableArray<string> names, int marks)
    {
        if (marks == 0)
            throw new ModelException($"The plot '{Title}' has nothing to show; give it a series with a number.");
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { Key: var name })
            throw new ModelException($"The plot '{Title}' has two series '{name}'; name them apart.");
    }

    private static void Save(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        SafeFile.Write(path, stream => stream.Write(bytes));
    }
}
