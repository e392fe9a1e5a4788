using System.Collections.Immutable;
using System.Xml.Linq;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests;

public sealed class PageTests
{
    private const string Evil = "<script>alert('x')</script> & \"quoted\" {0}";

    [Fact]
    public void Page_WithMarkupInEveryText_EscapesIt()
    {
        var page = new Page(
            Evil,
            new HeadingBlock(Evil, 3),
            new ParagraphBlock(Evil),
            new CodeBlock(Evil),
            new PicturesBlock(new CaptionedPicture(Patterns.Color, Evil, Evil)),
            new FactsBlock(new Fact(Evil, Evil)),
            new TableBlock(
                Evil,
                [Evil],
                [
                    [Evil],
                ]
            ),
            new BarsBlock(Evil, new Bar(Evil, 1)),
            new TextBlock(Evil, new Word(Evil, 1))
        )
        {
            Lead = Evil,
            Footer = Evil,
            Language = "en\" onload=\"x",
        };
        var html = page.ToHtml();
        html.ShouldNotContain("<script");
        html.ShouldNotContain("\" onload=\"");
        html.Split("&lt;script&gt;").Length.ShouldBe(1 + 19);
    }

    [Fact]
    public void Text_IsColoredByTheNumbersOfItsWords()
    {
        var page = new Page(
            "A page",
            new TextBlock("why", new("un", 2), new("kind", -1, Continues: true), new("word", 0))
        );
        var words = Body(page).Descendants("span").ToArray();
        words.Select(w => w.Value).ShouldBe(["un", "kind", "word"]);
        Style(0).ShouldContain("--positive) 70%");
        Style(1).ShouldContain("--negative) 35%");
        Style(2).ShouldContain(" 0%");
        page.ToHtml().ShouldContain("un</span><span");
        page.ToHtml().ShouldContain("kind</span> <span");
        Should.Throw<ModelException>(() =>
            new Page("A page", new TextBlock("why", new Word("x", double.NaN))).ToHtml()
        );

        string Style(int word) => words[word].Attribute("style")!.Value;
    }

    [Fact]
    public void Page_LoadsNothing()
    {
        var html = Sample().ToHtml();
        html.ShouldContain("default-src 'none'");
        html.ShouldNotContain("http://");
        html.ShouldNotContain("https://");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("@import");
    }

    [Fact]
    public void Page_HasWhatScreenReadersNeed()
    {
        var body = Body(Sample());
        body.Descendants("h1").Single().Value.ShouldBe("A page");
        body.Descendants("img").ShouldAllBe(image => image.Attribute("alt")!.Value.Length > 0);
        body.Descendants("figure").ShouldAllBe(figure => figure.Elements("figcaption").Count() == 1);
        body.Descendants("table").ShouldAllBe(table => table.Elements("caption").Count() == 1);
        body.Descendants("th").ShouldAllBe(cell => cell.Attribute("scope") != null);
        Sample().ToHtml().ShouldStartWith("<!doctype html>\n<html lang=\"en\">");
    }

    [Fact]
    public void Picture_OfPage_IsEmbeddedWhole()
    {
        var image = Body(Sample()).Descendants("img").Single();
        var source = image.Attribute("src")!.Value;
        source.ShouldStartWith("data:image/png;base64,");
        var embedded = Picture.Decode(Convert.FromBase64String(source[(source.IndexOf(',') + 1)..]), "embedded");
        embedded.Pixels.ToArray().ShouldBe(Patterns.Color.Pixels.ToArray());
        (image.Attribute("width")!.Value, image.Attribute("height")!.Value).ShouldBe(("7", "5"));
    }

    [Fact]
    public void Pictures_OfALongList_AreInParts()
    {
        var pictures = Enumerable
            .Range(0, 50)
            .Select(i => new CaptionedPicture(Patterns.Color, $"picture {i}", "one of many"));
        var html = new Page("A page", new PicturesBlock([.. pictures])).ToHtml();
        html.Split("type=\"radio\"").Length.ShouldBe(1 + 3);
        html.Split(" checked").Length.ShouldBe(1 + 1);
        html.ShouldContain(">49–50</label>");
        html.Split("<img").Length.ShouldBe(1 + 50);
        new Page("A page", new PicturesBlock([.. pictures.Take(24)])).ToHtml().ShouldNotContain("type=\"radio\"");
    }

    [Fact]
    public void Units_OfPagedBlock_StayWhole()
    {
        var picture = new CaptionedPicture(Patterns.Color, "a picture", "a picture");
        ImmutableArray<Block> unit =
        [
            new HeadingBlock("A unit"),
            new PicturesBlock(picture, picture, picture, picture, picture),
        ];
        var paged = PagedBlock
            .Of("Units", Enumerable.Repeat(unit, 9))
            .ShouldHaveSingleItem()
            .ShouldBeOfType<PagedBlock>();
        paged.Parts.Select(p => p.Label).ShouldBe(["1–4", "5–8", "9"]);
        paged.Parts.Select(p => p.Blocks.Length).ShouldBe([8, 8, 2]);
        PagedBlock.Of("Units", Enumerable.Repeat(unit, 4)).Length.ShouldBe(8);
    }

    [Fact]
    public void Bars_OfBothSigns_ShareOneZero()
    {
        var bars = Body(Sample()).Descendants("td").Where(cell => (string?)cell.Attribute("class") == "bar");
        bars.Select(bar => (string)bar.Element("div")!.Attribute("style")!)
            .ShouldBe(["margin-left:25%;width:75%", "margin-left:0%;width:25%", "margin-left:25%;width:0%"]);
        Should.Throw<ModelException>(() => new Page("x", new BarsBlock("scores", new Bar("a", double.NaN))).ToHtml());
    }

    [Fact]
    public void Table_SetsNumbersFlushRight()
    {
        var cells = Body(Sample()).Descendants("td").Where(cell => cell.Ancestors("div").Any()).ToList();
        cells.Select(cell => (string?)cell.Attribute("class")).ShouldBe(["number", "text", "number", "text"]);
    }

    [Fact]
    public void Column_OfNumbersOfWhichSomeAreMissing_IsOneOfNumbers()
    {
        var table = new TableBlock(
            "gaps",
            ["rule", "gap", "none"],
            [
                ["a", "1", ""],
                ["b", "–", "–"],
            ]
        );
        var cells = Body(new Page("x", table)).Descendants("td");
        cells.Select(cell => (string?)cell.Attribute("class")).ShouldBe(["number", "text", "number", "text"]);
    }

    [Fact]
    public void Table_WithRowTooShort_IsRefused() =>
        Should
            .Throw<ModelException>(() =>
                new Page(
                    "x",
                    new TableBlock(
                        "gaps",
                        ["a", "b"],
                        [
                            ["1", "2"],
                            ["3"],
                        ]
                    )
                ).ToHtml()
            )
            .Message.ShouldBe("The table 'gaps' has 2 columns, but a row of 1 cells.");

    [Fact]
    public void Heading_OfFirstLevel_IsRefused() =>
        Should.Throw<ModelException>(() => new Page("x", new HeadingBlock("y", 1)).ToHtml());

    private static Page Sample() =>
        new(
            "A page",
            new HeadingBlock("A section"),
            new PicturesBlock(new CaptionedPicture(Patterns.Color, "a pattern", "The pattern")),
            new TableBlock(
                "gaps",
                ["rule", "gap", "note"],
                [
                    ["a", "−1.5", "fine"],
                    ["b", "4 890 %", ""],
                ]
            ),
            new BarsBlock("scores", new Bar("a", 3, true), new Bar("b", -1), new Bar("c", 0))
        );

    // What stands between the body's tags is well-formed XML but for unclosed images.
    private static XElement Body(Page page)
    {
        var html = page.ToHtml();
        var body = html[
            html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)
        ];
        return XElement.Parse(body.Replace("=\">\n<figcaption", "=\"/>\n<figcaption"));
    }
}
