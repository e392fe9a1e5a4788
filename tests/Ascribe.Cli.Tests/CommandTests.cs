using System.Text.Json;
using Ascribe.Arrays;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Cli.Tests;

public sealed class CommandTests
{
    private static string Tiny => SharedData.Model("tinyvgg-10class");

    private static string Bug => SharedData.File("images/tinyvgg-photos/bug_1.jpeg");

    [Theory]
    [InlineData("--help")]
    [InlineData("explain", "--help")]
    [InlineData("bench", "gradient", "--help")]
    public void Help_ShowsExamples(params string[] args)
    {
        var ran = Ran.Ascribe(args);
        ran.Code.ShouldBe(0);
        ran.Out.ShouldContain("Examples:\n  ascribe ");
    }

    [Theory]
    [InlineData("explian")]
    [InlineData("explain")]
    [InlineData("explain", "m.onnx", "--input", "x.npy", "--steps", "0")]
    [InlineData("explain", "m.onnx", "--input", "x.npy", "--quadrature", "simpson")]
    [InlineData("explain", "m.onnx", "--input", "x.npy", "--output", "why.pdf")]
    [InlineData("gradient", "m.onnx")]
    public void CommandLine_NotUnderstood_IsCodeTwo(params string[] args)
    {
        var ran = Ran.Ascribe(args);
        ran.Code.ShouldBe(2, ran.Error);
        ran.Complaint().ShouldNotBeEmpty();
    }

    [Fact]
    public void Inspect_ListsLayersWithShapes()
    {
        var ran = Ran.Ascribe("inspect", Tiny, "--json");
        ran.Code.ShouldBe(0, ran.Error);
        var layers = JsonDocument
            .Parse(ran.Out)
            .RootElement.GetProperty("layers")
            .EnumerateArray()
            .ToDictionary(l => l.GetProperty("name").GetString()!, l => l.GetProperty("shape").GetString());
        layers["relu_2_2"].ShouldBe("float[N,10,26,26]");
        JsonDocument.Parse(ran.Out).RootElement.GetProperty("without_rule").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Inspect_TellsWhatExplainingWillTake()
    {
        var said = Ran.Ascribe("inspect", Tiny, "--json");
        said.Code.ShouldBe(0, said.Error);
        var plan = JsonDocument.Parse(said.Out).RootElement.GetProperty("explaining");
        var measured = Ran.Ascribe("bench", "integrated-gradients", Tiny, "--steps", "50", "--repeats", "1", "--json");
        measured.Code.ShouldBe(0, measured.Error);
        var peak = JsonDocument.Parse(measured.Out).RootElement.GetProperty("peak_mb").GetDouble();
        (plan.GetProperty("peak_bytes").GetDouble() / (1 << 20)).ShouldBeInRange(0.8 * peak, peak + 256);
    }

    [Fact]
    public void Run_PhotoOfALadybug_SaysLadybug()
    {
        var ran = Ran.Ascribe("run", Tiny, "--input", Bug, "--top", "1");
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain("ladybug");
    }

    [Fact]
    public void Run_OutputThatHoldsNoClasses_ShowsItsValues()
    {
        var model = SharedData.Model("face-recognition");
        var face = SharedData.File("images/faces/crops256/happy.png");
        var text = Ran.Ascribe("run", model, "--input", face);
        text.Code.ShouldBe(0, text.Error);
        // PyTorch in float64 says −0.07201.
        text.Out.ShouldStartWith("descriptor: float[1,128] -0.072, ");
        var json = JsonDocument.Parse(Ran.Ascribe("run", model, "--input", face, "--json").Out).RootElement;
        json.GetProperty("descriptor").GetProperty("data").GetArrayLength().ShouldBe(128);
    }

    [Fact]
    public void Explain_WritesEveryKindOfFile()
    {
        using var folder = new TemporaryFolder();
        var ran = Ran.Ascribe(
            "explain",
            Tiny,
            "--input",
            Bug,
            "--output",
            folder["why.npz"],
            "--output",
            folder["why.png"],
            "--output",
            folder["why.html"],
            "--output",
            folder["why.json"]
        );
        ran.Code.ShouldBe(0, ran.Error);
        var arrays = Npz.Read(folder["why.npz"]);
        arrays["input"].Shape.ShouldBe([1, 3, 64, 64]);
        // What the same quadrature leaves in double precision (PyTorch): −0.01799.
        arrays["completeness_gap"].ToDoubles()[0].ShouldBe(-0.01799, 0.001);
        Imaging.Picture.Load(folder["why.png"]).Width.ShouldBeGreaterThan(600);
        JsonDocument
            .Parse(File.ReadAllText(folder["why.json"]))
            .RootElement.GetProperty("examples")[0]
            .GetProperty("target")
            .GetString()
            .ShouldBe("ladybug");
        File.ReadAllText(folder["why.html"]).ShouldContain("ladybug");
        Directory.GetFiles(folder.Path).Length.ShouldBe(4, "nothing else may be left behind");
    }

    [Theory]
    [InlineData("1", "ladybug")]
    [InlineData("Ladybug", "ladybug")]
    [InlineData("relu_2_2[4,10,10]", "relu_2_2[4,10,10]")]
    public void Explain_Target_IsUnderstood(string target, string said)
    {
        var ran = Ran.Ascribe("explain", Tiny, "--input", Bug, "--target", target, "--steps", "5", "--json");
        ran.Code.ShouldBe(0, ran.Error);
        JsonDocument
            .Parse(ran.Out)
            .RootElement.GetProperty("examples")[0]
            .GetProperty("target")
            .GetString()!
            .ShouldContain(said);
    }

    [Theory]
    [InlineData("--target", "10")]
    [InlineData("--target", "relu_2_2[99,0,0]")]
    [InlineData("--target", "nowhere[0]")]
    [InlineData("--layer", "relu_9_9")]
    [InlineData("--baseline", "missing.npy")]
    public void Explain_WhatTheModelLacks_IsCodeThree(string option, string value)
    {
        var ran = Ran.Ascribe("explain", Tiny, "--input", Bug, option, value);
        ran.Code.ShouldBe(3, ran.Error);
        ran.Complaint().ShouldNotBeEmpty();
    }

    [Fact]
    public void Explain_UnknownLayer_NamesTheNearest() =>
        Ran.Ascribe("explain", Tiny, "--input", Bug, "--layer", "relu_22").Complaint().ShouldContain("relu_2_2");

    [Fact]
    public void Explain_UnwritableOutput_IsCodeThree()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var ran = Ran.Ascribe("explain", Tiny, "--input", Bug, "--steps", "2", "--output", folder["file/why.npz"]);
        ran.Code.ShouldBe(3, ran.Error);
        ran.Complaint().ShouldContain("why.npz");
    }

    [Fact]
    public void Explain_Interrupted_IsCode130AndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        var ran = Ran.Interrupted(
            TimeSpan.FromSeconds(3),
            "explain",
            Tiny,
            "--input",
            Bug,
            "--steps",
            "1000000",
            "--quadrature",
            "riemann-middle",
            "--output",
            folder["why.npz"]
        );
        ran.Code.ShouldBe(130, ran.Error);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void Gradient_WritesStandardOperatorsThatRun()
    {
        using var folder = new TemporaryFolder();
        var ran = Ran.Ascribe("gradient", Tiny, "--layer", "relu_2_2", "-o", folder["g.onnx"]);
        ran.Code.ShouldBe(0, ran.Error);
        var model = Model.Load(folder["g.onnx"]);
        model.Graph.Nodes.ShouldAllBe(n => n.Domain == "");
        using var session = new Session(model);
        var results = session.Run(ShapeProbe.Example(model.Graph, 3), TestContext.Current.CancellationToken);
        session.Outputs.ShouldBe(["logits", "target", "gradient/relu_2_2"]);
        results[^1].Shape.ShouldBe([3, 10, 26, 26]);
    }

    [Theory]
    [InlineData("gradient", "--batch", "2")]
    [InlineData("integrated-gradients", "--steps", "5")]
    public void Bench_PrintsOneRecord(string what, string option, string value)
    {
        var ran = Ran.Ascribe("bench", what, Tiny, option, value, "--repeats", "3", "--json");
        ran.Code.ShouldBe(0, ran.Error);
        var record = JsonDocument.Parse(ran.Out).RootElement;
        record.GetProperty("ms_per_example").GetDouble().ShouldBeGreaterThan(0);
        record.GetProperty("examples_per_second").GetDouble().ShouldBeGreaterThan(0);
        record.GetProperty("peak_mb").GetDouble().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Demo_WritesAPageWithPictures()
    {
        using var folder = new TemporaryFolder();
        var ran = Ran.Ascribe("demo", "--output", folder.Path);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain("'happy'");
        var page = File.ReadAllText(folder["index.html"]);
        page.ShouldContain("data:image/png;base64,");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("http://");
    }
}
