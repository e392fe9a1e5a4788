using System.Text.Json;

namespace Ascribe.Cli.Tests;

/// <summary><c>ascribe prune</c>.</summary>
public sealed class PruneTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PruneTests()
    {
        foreach (var (name, number) in new[] { ("seven.png", 7), ("zero.png", 0) })
        {
            Directory.CreateDirectory(folder[$"digits/{number}"]);
            foreach (var copy in new[] { "a", "b", "c" })
                File.Copy(Sample(name), folder[$"digits/{number}/{copy}.png"]);
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folders_NameTheClasses_AndTheSmallModelHasACard()
    {
        File.WriteAllText(folder["digits/7/d.png"], "no picture");
        var ran = Prune(
            "--target",
            "7,0",
            "--steps",
            "4",
            "--rates",
            "0.25",
            "--finetune",
            "2",
            "--html",
            folder["a.html"]
        );
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldContain("skipped: ");
        ran.Out.ShouldContain("0, 7: 2 examples held back; rates 0.25. F1 is the mean over 2 classes");
        foreach (var way in new[] { "whole", "integrated-gradients, zero", "magnitude", "random" })
            ran.Out.ShouldContain($"\n{way} ");
        File.ReadAllText(folder["a.html"]).ShouldContain("channels by");
        var told = Ran.Json("run", folder["small.onnx"], "--input", Sample("seven.png"));
        told.ToString().ShouldContain("7");
        File.ReadAllText(folder["small.ascribe.json"]).ShouldContain("pruned");
    }

    [Fact]
    public void OneClass_IsToldFromTheRest_ByAutomaticRates()
    {
        var ran = Prune("--target", "7", "--scoring", "magnitude", "--rates", "auto:0.2", "--alone", "--json");
        ran.Code.ShouldBe(0, ran.Error);
        var result = JsonDocument.Parse(ran.Out).RootElement;
        result.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["7", "rest"]);
        var models = result.GetProperty("models").EnumerateArray().ToArray();
        models.Select(m => m.Text("channelsBy")).ShouldBe(["whole", "magnitude"]);
        models[1].Number("parameters").ShouldBeLessThan(models[0].Number("parameters"));
        models[1].GetProperty("after").ValueKind.ShouldBe(JsonValueKind.Null);
        models[1].GetProperty("before").Number("f1").ShouldBe(1);
    }

    [Fact]
    public void Tables_NameClassesAndRates()
    {
        File.WriteAllText(folder["list.csv"], "file,label\n7/a.png,7\n7/b.png,7\n0/a.png,0\n0/b.png,0\n");
        var layer = Layer();
        File.WriteAllText(folder["rates.csv"], $"layer,rate\n{layer},0.5\n");
        string[] asked = ["--images", folder["list.csv"], "--folder", folder["digits"], "--scoring", "magnitude"];
        var ran = Prune([.. asked, "--target", "7,0", "--rates", folder["rates.csv"], "--alone"]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Out.ShouldContain($"\n{layer}: ");
        File.WriteAllText(folder["rates.csv"], $"layer,rate\n{layer}x,0.5\n");
        ran = Prune([.. asked, "--target", "7,0", "--rates", folder["rates.csv"]]);
        ran.Code.ShouldBe(3);
        ran.Complaint().ShouldContain($"there is a rate of '{layer}x', but no such layer can be pruned");
    }

    [Theory]
    [InlineData(2, "a layer cannot lose all", "--rates", "1")]
    [InlineData(2, "give a share such as 0.5", "--rates", "half")]
    [InlineData(2, "such as auto:0.02", "--rates", "auto:much")]
    [InlineData(3, "class 3 (3) never occurs among the 4 examples to prune with", "--target", "3")]
    [InlineData(3, "there is no class 12", "--target", "12")]
    [InlineData(2, "has to be between 0 and 1", "--hold-out", "1")]
    [InlineData(3, "a folder with a folder of pictures for each class", "--images", "samples/digits")]
    [InlineData(3, "has no column 'path' or 'file'", "--images", "samples/tables/tumors.csv")]
    [InlineData(2, "the ending has to be .onnx", "--output", "small.txt")]
    [InlineData(3, "no layer 'nowhere'", "--layers", "nowhere")]
    public void WhatFitsNot_IsOneLine(int code, string said, params string[] options)
    {
        var ran = Prune(options.Contains("--target") ? options : ["--target", "7,0", .. options]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
        File.Exists(folder["small.onnx"]).ShouldBeFalse();
    }

    private string Layer()
    {
        var ran = Prune("--target", "7,0", "--scoring", "magnitude", "--alone", "--json");
        ran.Code.ShouldBe(0, ran.Error);
        var small = JsonDocument.Parse(ran.Out).RootElement.GetProperty("models")[1];
        return small.GetProperty("kept").EnumerateObject().First().Name;
    }

    private Ran Prune(params string[] options) =>
        Ran.Ascribe([
            "prune",
            Sample("digits.onnx"),
            .. options,
            .. options.Contains("--images") ? Array.Empty<string>() : ["--images", folder["digits"]],
            .. options.Contains("--output") ? Array.Empty<string>() : ["--output", folder["small.onnx"]],
        ]);

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", "digits", name);
}
