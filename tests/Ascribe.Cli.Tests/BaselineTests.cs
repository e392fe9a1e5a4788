using System.Text.Json;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary><c>--baseline</c> and <c>ascribe baselines</c>.</summary>
public sealed class BaselineTests : IDisposable
{
    private const string Layer = "/patches/Conv_output_0";
    private static readonly string[] Digit = [Sample("digits/digits.onnx"), "--input", Sample("digits/seven.png")];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("zero")]
    [InlineData("constant:0.5")]
    [InlineData("0.5")]
    [InlineData("mean:samples/digits")]
    [InlineData("random:samples/digits")]
    [InlineData("blur")]
    [InlineData("blur:1.5")]
    [InlineData("uniform")]
    [InlineData("gaussian:0.2")]
    [InlineData("max-distance")]
    [InlineData("surrounding:2")]
    [InlineData("neutral")]
    [InlineData("neutral:2")]
    [InlineData("opt")]
    [InlineData("qa")]
    public void EveryBaseline_ServesInputsAndLayers(string baseline)
    {
        foreach (var place in new string[][] { [], ["--layer", Layer] })
        {
            var example = Ran.Json(["explain", .. Digit, "--baseline", baseline, "--steps", "5", .. place])
                .GetProperty("examples")[0];
            double.IsFinite(example.Number("baseline_output")).ShouldBeTrue();
            example.Number("baseline_output").ShouldNotBe(example.Number("output"));
        }
    }

    [Fact]
    public void Mean_IsThatOfTheFolder_WhereverItIsTaken()
    {
        var pixels = Saved("mean:samples/digits", []).Values.Single().ToDoubles();
        var pictures = new[] { "seven.png", "zero.png" }.Select(Pixels).ToArray();
        pixels.ShouldBe(pictures[0].Zip(pictures[1], (a, b) => (a + b) / 2), 1e-6);
        var layer = Saved("mean:samples/digits", ["--layer", Layer]).Values.Single().ToDoubles();
        // The layer is a convolution, so that its mean is its value at the mean picture.
        Npz.Write(folder["mean.npz"], [KeyValuePair.Create("pixels", Tensor.Of(pixels, 1, 1, 8, 8))]);
        Saved($"input:{folder["mean.npz"]}", ["--layer", Layer]).Values.Single().ToDoubles().ShouldBe(layer, 1e-5);
    }

    [Fact]
    public void Mean_TakesReferencesThatStandApart()
    {
        string[] explain = ["explain", .. Digit, "--steps", "5", "--baseline"];
        var apart = Ran.Json([.. explain, "mean", "--references", Sample("digits")]).GetProperty("examples")[0];
        var named = Ran.Json([.. explain, "mean:samples/digits"]).GetProperty("examples")[0];
        apart.Number("baseline_output").ShouldBe(named.Number("baseline_output"), 1e-5);
    }

    [Fact]
    public void SavedBaselines_GiveTheSameExplanation()
    {
        Saved("gaussian", ["--layer", Layer]);
        string[] explain = ["explain", .. Digit, "--layer", Layer, "--steps", "5"];
        var given = Ran.Json([.. explain, "--baseline", folder["baseline.npz"]]).GetProperty("examples")[0];
        var made = Ran.Json([.. explain, "--baseline", "gaussian"]).GetProperty("examples")[0];
        given.Number("sum_for").ShouldBe(made.Number("sum_for"), 1e-4);
    }

    [Fact]
    public void BaselinesByFeature_AreThoseOfTheFile()
    {
        var builder = new GraphBuilder();
        var (a, b) = (
            builder.Input("a", ElementType.Float32, Dim.Batch, 3),
            builder.Input("b", ElementType.Float32, Dim.Batch, 2)
        );
        builder.Output(Op.ReduceSum(a, [1]) + Op.ReduceSum(b * b, [1]), "y");
        Model.Canonical(builder.Build()).Save(folder["sums.onnx"]);
        Npy.Write(folder["a.npy"], Tensor.Of([1f, 2, 3], 1, 3));
        Npy.Write(folder["b.npy"], Tensor.Of([4f, 5], 1, 2));
        Npz.Write(
            folder["both.npz"],
            [KeyValuePair.Create("a", Tensor.Of([1f, 1, 1], 1, 3)), KeyValuePair.Create("b", Tensor.Of([2f, 3], 1, 2))]
        );
        string[] given = ["--input", $"a={folder["a.npy"]}", "--input", $"b={folder["b.npy"]}"];
        var rows = Ran.Json(["baselines", folder["sums.onnx"], .. given, "--baselines", folder["both.npz"]]);
        rows.EnumerateArray().Select(r => r.Text("feature")).ShouldBe(["a", "b"]);
        rows.EnumerateArray().ShouldAllBe(r => r.Number("baseline_output") == 3 + 4 + 9);
    }

    [Fact]
    public void Baselines_AreSetSideBySide()
    {
        string[] command = ["baselines", .. Digit, "--layer", Layer, "--references", Sample("digits")];
        var ran = Ran.Ascribe([.. command, "--output", folder["all.csv"]]);
        ran.Code.ShouldBe(0, ran.Error);
        string[] names =
        [
            "zero",
            "mean",
            "random",
            "blur",
            "uniform",
            "gaussian",
            "max-distance",
            "neutral",
            "opt",
            "qa",
        ];
        var rows = File.ReadAllLines(folder["all.csv"]).Skip(1).Select(r => r.Split(',')).ToArray();
        rows.Select(r => r[2]).ShouldBe(names);
        foreach (var row in rows.Where(r => r[2] is "opt" or "qa"))
        foreach (var mask in row[5..7])
            double.Parse(mask, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
        rows.Single(r => r[2] == "zero")[5..7].ShouldBe(["", ""]);
        // Patches of eight leave nothing around themselves in a layer of 4×4 positions.
        ran.Error.ShouldContain("left out: surrounding: ");
        foreach (var name in names)
            ran.Out.ShouldContain($" {name} ");
        var json = Ran.Json([.. command, "--baselines", "zero,qa"]);
        json.EnumerateArray().Select(r => r.Text("baseline")).ShouldBe(["zero", "qa"]);
        json[0].GetProperty("spatial_mask").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(2, "'noise' is no baseline; give zero, ", "noise")]
    [InlineData(2, "--baseline mean needs examples", "mean")]
    [InlineData(2, "behind the colon stands a number", "blur:much")]
    [InlineData(2, "is for texts", "token:[PAD]")]
    [InlineData(3, "a blur cannot have a σ of -1", "blur:-1")]
    [InlineData(3, "nothing is around a patch of 8", "surrounding")]
    [InlineData(3, "never is 1000", "neutral:1000")]
    [InlineData(3, "holds no picture", "mean:samples/text")]
    public void WhatFitsNot_IsOneLine(int code, string said, string baseline)
    {
        var ran = Ran.Ascribe(["explain", .. Digit, "--baseline", baseline, "--output", folder["why.npz"]]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
        ran = Ran.Ascribe(["baselines", .. Digit, "--baselines", baseline, "--output", folder["why.csv"]]);
        ran.Code.ShouldBe(code, ran.Error);
        ran.Complaint().ShouldContain(said);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, Tensor> Saved(
        string baseline,
        string[] place
    )
    {
        var path = folder["baseline.npz"];
        var ran = Ran.Ascribe(["baselines", .. Digit, "--baselines", baseline, .. place, "--output", path]);
        ran.Code.ShouldBe(0, ran.Error);
        return Npz.Read(path);
    }

    private static double[] Pixels(string file)
    {
        var card = Ascribe.Imaging.Cards.CardCatalog.Find(Sample("digits/digits.onnx"), null)!.Inputs["pixels"];
        var seen = card.Prepare(Ascribe.Imaging.Picture.Load(Sample($"digits/{file}")));
        return card.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels).ToDoubles();
    }

    private static string Sample(string name) => Path.Combine(SharedData.Repository, "samples", name);
}
