using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ascribe.Imaging.Plots;

namespace Ascribe.Imaging.Tests.Plots;

public sealed class PlotTests
{
    private const string Evil = "</script><script>alert('x')</script> & \"q\" \u0001 \U0001d70c";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Svg_OfLines_HasTitlesAndAMarkPerPoint()
    {
        var svg = XDocument.Parse(Sample.Lines.ToSvg()).Root!;

        Texts(svg).ShouldContain("Error of Shapley estimates against exact values");
        Texts(svg).ShouldContain("model evaluations");
        Texts(svg).ShouldContain("mean squared error");
        Texts(svg).ShouldContain("Kernel regression");
        Marks(svg, "point").Count.ShouldBe(3 * 7);
        Marks(svg, "line mark").Count.ShouldBe(3);
        Marks(svg, "area mark").Count.ShouldBe(3, "a band for every line");
        svg.Attribute("width")!.Value.ShouldBe("640");
    }

    [Fact]
    public void Svg_OfLinesWithErrorBars_HasThreeStrokesAPoint()
    {
        var svg = XDocument.Parse((Sample.Lines with { Spread = SpreadMark.Bars }).ToSvg()).Root!;

        Marks(svg, "area mark").ShouldBeEmpty();
        Marks(svg, "rule mark").Count.ShouldBe(21);
        Marks(svg, "tick").Count.ShouldBe(42);
    }

    [Fact]
    public void Svg_OfBars_HasABarPerNumberAsHighAsTheNumber()
    {
        var svg = XDocument.Parse(Sample.Bars.ToSvg()).Root!;

        Texts(svg).ShouldContain("baseline");
        Texts(svg).ShouldContain("Spearman's ρ");
        Marks(svg, "tick").Count.ShouldBe(16);
        var heights = Marks(svg, "bar").Select(Height).ToList();
        heights.Count.ShouldBe(8);
        (heights[1] / heights[0]).ShouldBe(0.71 / 0.93, 0.01);
        (heights[3] / heights[0]).ShouldBe(0.12 / 0.93, 0.01);
    }

    [Fact]
    public void Svg_OfScatter_HasAMarkPerPointAndTheDiagonal()
    {
        var svg = XDocument.Parse(Sample.Scatter.ToSvg()).Root!;

        Texts(svg).ShouldContain("exact value");
        Marks(svg, "point").Count.ShouldBe(30);
        Marks(svg, "line mark").Count.ShouldBe(1);
    }

    [Fact]
    public void Svg_OfLongNames_ShowsEveryLetter()
    {
        var names = Enumerable
            .Range(0, 12)
            .Select(i => $"Aumann–Shapley attribution at a layer of a long name, baseline {i}");
        var plot = new BarPlot("", "", new("share"), new BarSeries("all", [.. names.Select(n => new PlotBar(n, 1))]));

        var texts = Texts(XDocument.Parse(plot.ToSvg()).Root!);

        names.ShouldBeSubsetOf(texts);
    }

    [Fact]
    public void Svg_OfNamesOfShortWords_BreaksThemUnderTheirBars()
    {
        var plot = new BarPlot(
            "",
            "",
            new("share"),
            new BarSeries(
                "all",
                new("mean of all references", 1),
                new("zeros of the layer", 1),
                new("a", 1),
                new("b", 1)
            )
        );

        var svg = XDocument.Parse(plot.ToSvg()).Root!;

        Texts(svg).ShouldContain("mean of allreferences", "two lines of one text");
        svg.Descendants(Svg + "text").ShouldAllBe(text => !text.Attribute("transform")!.Value.Contains("rotate(-35)"));
    }

    [Fact]
    public void Svg_OfFarPowersOfTen_RaisesTheExponents()
    {
        var plot = new LinePlot("", new("n"), new("gap", AxisScale.Log), new Series("a", new(0, 1e-12), new(1, 1e3)));

        var texts = Texts(XDocument.Parse(plot.ToSvg()).Root!);

        texts.ShouldContain("10⁻¹²");
        texts.ShouldContain("10⁰");
    }

    [Fact]
    public void Png_OfPlot_HasItsSizeTimesTheScale()
    {
        using var folder = new TemporaryFolder();

        (Sample.Bars with { Width = 500, Height = 300 }).SavePng(folder["plot.png"]);

        var picture = Picture.Load(folder["plot.png"]);
        (picture.Width, picture.Height).ShouldBe((1000, 600));
        picture[0, 0].ShouldBe(Rgb.White);
        Enumerable.Range(0, 1000).Select(x => picture[x, 300]).ShouldContain(Palette.Colors[0]);
    }

    [Fact]
    public void Html_OfPlot_HoldsTheDrawingAndTheSpecificationAndRunsNothing()
    {
        using var folder = new TemporaryFolder();
        var plot = new LinePlot(
            Evil,
            new(Evil),
            new("y"),
            new(Evil, new PlotPoint(1, 2)),
            new("b", new PlotPoint(2, 1))
        );

        plot.SaveHtml(folder["plot.html"]);

        var html = File.ReadAllText(folder["plot.html"]);
        html.ShouldContain("default-src 'none'");
        html.Split("<script").Length.ShouldBe(2, "the specification's element is the only one");
        html.Split("</script").Length.ShouldBe(2);
        XDocument.Parse("<svg " + Between(html, "<svg", "</main>")).Root!.Name.ShouldBe(Svg + "svg");
        JsonNode
            .DeepEquals(JsonNode.Parse(Between(html, "id=\"vega-lite\">", "</script>")), plot.ToSpec())
            .ShouldBeTrue();
    }

    [Fact]
    public void Spec_Saved_IsTheSpecification()
    {
        using var folder = new TemporaryFolder();

        Sample.Scatter.SaveSpec(folder["plot.vl.json"]);

        JsonNode
            .DeepEquals(JsonNode.Parse(File.ReadAllText(folder["plot.vl.json"])), Sample.Scatter.ToSpec())
            .ShouldBeTrue();
    }

    [Fact]
    public void Page_WithPlot_EmbedsItAsAPictureWithTextForAll()
    {
        var page = new Page("A page", new PlotBlock(Sample.Bars, Evil, "What <bars> show"));

        var html = page.ToHtml();

        html.ShouldContain("<figcaption>What &lt;bars&gt; show</figcaption>");
        html.ShouldContain("width=\"640\" alt=\"&lt;/script&gt;");
        html.ShouldNotContain("<script");
        var embedded = Convert.FromBase64String(Between(html, "data:image/svg+xml;base64,", "\""));
        System.Text.Encoding.UTF8.GetString(embedded).ShouldBe(Sample.Bars.ToSvg());
    }

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)].Trim();
    }

    private static List<string> Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value)];

    // What screen readers are told tells marks from axes.
    private static List<XElement> Marks(XElement svg, string kind) =>
        [
            .. svg.Descendants(Svg + "path")
                .Concat(svg.Descendants(Svg + "line"))
                .Where(path => (string?)path.Attribute("aria-roledescription") == kind),
        ];

    // Bars are paths such as M20,30h51v216h-51Z.
    private static double Height(XElement bar) =>
        double.Parse(Between(bar.Attribute("d")!.Value, "v", "h"), System.Globalization.CultureInfo.InvariantCulture);
}
