using System.Globalization;
using Ascribe.Imaging;

namespace Ascribe.Cli.Tests;

/// <summary><c>ascribe compare</c>.</summary>
public sealed class CompareTests : IDisposable
{
    private static readonly string[] Digit =
    [
        "compare",
        Sample("digits/digits.onnx"),
        "--input",
        Sample("digits/seven.png"),
    ];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Methods_Baselines_AndLayers_MakeAGrid()
    {
        string[] asked =
        [
            "--methods",
            "integrated-gradients,deeplift,saliency,lrp:z-plus",
            "--baselines",
            "zero,max-distance,qa",
            "--steps",
            "5",
        ];
        var ran = Ran.Ascribe([
            .. Digit,
            .. asked,
            "--output",
            folder["grid.csv"],
            "--output",
            folder["grid.png"],
            "--output",
            folder["grid.html"],
        ]);
        ran.Code.ShouldBe(0, ran.Error);
        var rows = File.ReadAllLines(folder["grid.csv"]).Skip(1).Select(r => r.Split(',')).ToArray();
        rows.Select(r => $"{r[2]} {r[4]}".Trim())
            .ShouldBe([
                "integrated-gradients zero",
                "integrated-gradients max-distance",
                "integrated-gradients qa",
                "deeplift zero",
                "deeplift max-distance",
                "deeplift qa",
                "saliency",
                "lrp:z-plus",
            ]);
        // The same baseline means the same to every method.
        double.Parse(rows[0][6], CultureInfo.InvariantCulture)
            .ShouldBe(double.Parse(rows[3][6], CultureInfo.InvariantCulture), 1e-4);
        rows[0][10].ShouldBe("6");
        // Three rows of pictures under the original.
        var grid = Picture.Load(folder["grid.png"]);
        grid.Height.ShouldBeGreaterThan(4 * 224);
        grid.Width.ShouldBeInRange(3 * 224, 4 * 224);
        var page = File.ReadAllText(folder["grid.html"]);
        page.ShouldContain("without a baseline");
        page.Split("<img").Length.ShouldBe(1 + 1 + 8 + 1, "the original, the grid and the legend");
    }

    [Fact]
    public void References_ServeBaselinesThatNameNone()
    {
        string[] given = ["--baselines", "mean,zero", "--references", Sample("digits"), "--steps", "5"];
        var ran = Ran.Ascribe([.. Digit, .. given]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain(" mean ");
        ran = Ran.Ascribe([.. Digit, "--baselines", "zero", "--references", Sample("digits")]);
        ran.Code.ShouldBe(2);
        ran.Complaint().ShouldContain("--references means nothing to integrated-gradients");
    }

    [Fact]
    public void Layers_StandOneUnderTheOther()
    {
        string[] layers = ["--layers", "pixels,/patches/Conv_output_0", "--steps", "5"];
        var ran = Ran.Ascribe([.. Digit, .. layers, "--same-scale", "--output", folder["grid.html"]]);
        ran.Code.ShouldBe(0, ran.Error);
        var page = File.ReadAllText(folder["grid.html"]);
        page.ShouldContain("integrated-gradients at pixels");
        page.ShouldContain("integrated-gradients at /patches/Conv_output_0");
        page.ShouldContain("All pictures share one scale.");
    }

    [Fact]
    public void Tables_AreComparedByColumns()
    {
        string[] asked =
        [
            Sample("tables/mlp.onnx"),
            "--input",
            Sample("tables/tumors.csv"),
            "--methods",
            "lrp,deeplift",
        ];
        var ran = Ran.Ascribe(["compare", .. asked, "--output", folder["grid.html"]]);
        ran.Code.ShouldBe(0, ran.Error);
        File.ReadAllText(folder["grid.html"]).ShouldContain("worst texture");
        ran = Ran.Ascribe(["compare", .. asked, "--output", folder["grid.png"]]);
        ran.Code.ShouldBe(3);
        ran.Complaint().ShouldContain("nothing that is compared has a picture");
    }

    [Fact]
    public void Warnings_AreSaid_WithTheNameOfWhatTheyAreAbout()
    {
        // Two points miss by more than 5 %.
        var ran = Ran.Ascribe([.. Digit, "--methods", "integrated-gradients,saliency", "--steps", "1"]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldContain("warning: integrated-gradients against zero: ");
        ran.Error.ShouldNotContain("saliency");
    }

    [Fact]
    public void WhatCannotBe_IsLeftOut_AndTheOthersStay()
    {
        var ran = Ran.Ascribe([.. Digit, "--baselines", "neutral:1000,zero", "--steps", "5"]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldContain("left out: integrated-gradients against neutral:1000: ");
        ran.Out.ShouldContain(" zero ");
    }

    [Theory]
    [InlineData(2, "there is no method 'ig'", "--methods", "ig")]
    [InlineData(2, "'noise' is no baseline", "--baselines", "noise")]
    [InlineData(2, "--window means nothing to integrated-gradients", "--window", "3")]
    [InlineData(2, "the ending has to be .png, .html or .csv", "--output", "grid.npz")]
    [InlineData(3, "never is 1000", "--baselines", "neutral:1000")]
    [InlineData(3, "the model has no value 'nowhere'", "--layers", "nowhere")]
    public void WhatFitsNot_IsOneLine(int code, string said, params string[] options)
    {
        var ran = Ran.Ascribe([.. Digit, .. options]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
    }

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", name);
}
