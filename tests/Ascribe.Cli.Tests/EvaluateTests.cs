using Ascribe.Imaging;

namespace Ascribe.Cli.Tests;

/// <summary><c>ascribe evaluate</c>.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public EvaluateTests()
    {
        Directory.CreateDirectory(folder["photos"]);
        File.Copy(Sample("seven.png"), folder["photos/a.png"]);
        File.Copy(Sample("zero.png"), folder["photos/b.png"]);
        File.WriteAllText(folder["photos/c.png"], "no picture");
        Slope().Save(folder["photos/d.png"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folder_IsJudged_AndGoesOnWhereItStopped()
    {
        string[] asked =
        [
            "--images",
            folder["photos"],
            "--methods",
            "integrated-gradients,saliency",
            "--baselines",
            "zero,blur:1",
            "--layers",
            "/patches/Conv_output_0",
            "--scores",
            "deletion:steps=8,completeness,evaluations",
            "--steps",
            "4",
        ];
        var ran = Evaluate([.. asked, "--limit", "3"]);
        ran.Code.ShouldBe(0, ran.Error);
        ran.Error.ShouldContain("skipped: ");
        ran.Out.ShouldContain("2 pictures, 1 skipped");
        Evaluate(asked).Code.ShouldBe(0);
        var scores = File.ReadAllLines(folder["out/scores.csv"]);
        scores.Length.ShouldBe(1 + 3 * 3 * 3);
        scores[1].ShouldStartWith("0,a.png,integrated-gradients,zero,/patches/Conv_output_0,deletion:steps=8,");
        scores[^1].ShouldBe("3,d.png,saliency,,/patches/Conv_output_0,evaluations,1");
        Evaluate([.. asked, "--output", folder["at-once"]]).Code.ShouldBe(0);
        foreach (var file in new[] { "scores.csv", "summary.csv", "curves.csv", "summary.md" })
            File.ReadAllText(folder[$"at-once/{file}"]).ShouldBe(File.ReadAllText(folder[$"out/{file}"]), file);
        ran = Evaluate([.. asked, "--seed", "1"]);
        ran.Code.ShouldBe(3);
        ran.Complaint().ShouldContain("other settings (seed: 0 there, 1 now); restart it, or choose another folder");
        Evaluate([.. asked, "--seed", "1", "--limit", "1", "--restart"]).Code.ShouldBe(0);
        File.ReadAllLines(folder["out/scores.csv"]).Length.ShouldBe(1 + 3 * 3);
    }

    [Fact]
    public void Table_NamesPicturesAndClasses()
    {
        File.WriteAllText(folder["list.csv"], "file,imagenet_index\na.png,7\nb.png,\n");
        File.WriteAllText(folder["names.csv"], "path,label\nphotos/a.png,7\nphotos/b.png,7\n");
        string[] fast = ["--methods", "saliency", "--scores", "insertion:steps=4,completeness"];
        Evaluate(["--images", folder["list.csv"], "--folder", folder["photos"], .. fast]).Code.ShouldBe(0);
        var top = File.ReadAllLines(folder["out/scores.csv"]);
        top[1].ShouldStartWith("0,a.png,");
        Evaluate(["--images", folder["names.csv"], .. fast, "--restart"]).Code.ShouldBe(0);
        var seven = File.ReadAllLines(folder["out/scores.csv"]);
        seven[1].ShouldStartWith("0,photos/a.png,");
        // The first picture was about its seven both times; the second is no longer about its zero.
        Value(seven[1]).ShouldBe(Value(top[1]));
        Value(seven[3]).ShouldNotBe(Value(top[3]));
    }

    [Theory]
    [InlineData(2, "there is no score 'delition'", "--scores", "delition")]
    [InlineData(2, "deletion takes no 'patch'; it takes steps, normalized, players", "--scores", "deletion:patch=2")]
    [InlineData(2, "time takes no settings", "--scores", "time:steps=2")]
    [InlineData(2, "patch is a whole number of at least 0", "--scores", "iaccuracy:patch=-1")]
    [InlineData(2, "there is no method 'ig'", "--methods", "ig")]
    [InlineData(2, "'noise' is no baseline", "--replacement", "noise")]
    [InlineData(2, "--window means nothing to integrated-gradients", "--window", "3")]
    [InlineData(3, "nothing can be evaluated: the model has no value 'nowhere'", "--layers", "nowhere")]
    [InlineData(3, "give a folder of pictures that exists, or a .csv file", "--images", "nowhere")]
    [InlineData(3, "has no column 'path' or 'file'", "--images", "samples/tables/tumors.csv")]
    public void WhatFitsNot_IsOneLine(int code, string said, params string[] options)
    {
        string[] images = options[0] == "--images" ? [] : ["--images", folder["photos"]];
        var ran = Evaluate([.. images, .. options, "--limit", "1"]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
    }

    private Ran Evaluate(params string[] options) =>
        Ran.Ascribe([
            "evaluate",
            Sample("digits.onnx"),
            .. options,
            .. options.Contains("--output") ? Array.Empty<string>() : ["--output", folder["out"]],
        ]);

    private static double Value(string row) =>
        double.Parse(row[(row.LastIndexOf(',') + 1)..], System.Globalization.CultureInfo.InvariantCulture);

    private static Picture Slope() =>
        new(8, 8, 3, [.. Enumerable.Range(0, 8 * 8 * 3).Select(i => (byte)(i / 3 % 8 * 32))]);

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", "digits", name);
}
