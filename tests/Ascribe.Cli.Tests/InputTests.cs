using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary>What --input and --baseline understand, on a model y = a·(1, 2) + b·(3, 4) of two inputs.</summary>
public sealed class InputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public InputTests()
    {
        var b = new GraphBuilder();
        var left = b.Input("left", ElementType.Float32, Dim.Batch, 2);
        var right = b.Input("right", ElementType.Float32, Dim.Batch, 2);
        var sum = left * b.Constant(Tensor.Vector(1f, 2f)) + right * b.Constant(Tensor.Vector(3f, 4f));
        b.Output(Op.ReduceSum(sum, [1]), "y");
        Model.Canonical(b.Build()).Save(folder["pair.onnx"]);
        Npy.Write(folder["a.npy"], Tensor.Of([1.0, 1.0], 1, 2));
        Npy.Write(folder["b.npy"], Tensor.Vector(1f, 1f));
        Npz.Write(
            folder["both.npz"],
            [
                KeyValuePair.Create("left", Tensor.Of(new float[] { 1, 1, 2, 2 }, 2, 2)),
                KeyValuePair.Create("right", Tensor.Of(new float[] { 1, 1, 0, 0 }, 2, 2)),
            ]
        );
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NamedFiles_GoToTheirInputs()
    {
        var values = Explained("--input", $"left={folder["a.npy"]}", "--input", $"right={folder["b.npy"]}");
        values["left"].ToFloats().ShouldBe([1, 2], 1e-5);
        values["right"].ToFloats().ShouldBe([3, 4], 1e-5);
    }

    [Fact]
    public void Archive_HoldsAllInputsAndExamples()
    {
        var values = Explained("--input", folder["both.npz"]);
        values["left"].ToFloats().ShouldBe([1, 2, 2, 4], 1e-5);
        values["right"].ToFloats().ShouldBe([3, 4, 0, 0], 1e-5);
        values["completeness_gap"].ToDoubles().ShouldAllBe(gap => Math.Abs(gap) < 1e-5);
    }

    [Fact]
    public void RepeatedFiles_AreExamples()
    {
        var a = folder["a.npy"];
        var b = folder["b.npy"];
        var values = Explained(
            "--input",
            $"left={a}",
            "--input",
            $"left={b}",
            "--input",
            $"right={a}",
            "--input",
            $"right={b}"
        );
        values["left"].Shape.ShouldBe([2, 2]);
    }

    [Fact]
    public void BaselineArchive_HoldsOnePerFeature()
    {
        Npz.Write(
            folder["baseline.npz"],
            [
                KeyValuePair.Create("left", Tensor.Of(new float[] { 1, 0 }, 1, 2)),
                KeyValuePair.Create("right", Tensor.Of(new float[] { 0, 1 }, 1, 2)),
            ]
        );
        var values = Explained("--input", folder["both.npz"], "--baseline", folder["baseline.npz"]);
        values["left"].ToFloats().ShouldBe([0, 2, 1, 4], 1e-5);
        values["right"].ToFloats().ShouldBe([3, 0, 0, -4], 1e-5);
    }

    [Theory]
    [InlineData("a.npy", "several inputs")]
    [InlineData("middle=a.npy", "no input 'middle'")]
    [InlineData("left=a.npy", "'right' [N,2]|right is missing|missing")]
    [InlineData("left=photo.jpg", "card")]
    [InlineData("left=a.doc", "ending")]
    [InlineData("left=a.txt", "without the name of an input")]
    [InlineData("a.txt", "no model card says how text")]
    [InlineData("left=words.csv", "'two' is no number")]
    [InlineData("left=ragged.csv", "line 2")]
    [InlineData("left=none.csv", "no such file")]
    [InlineData("left=cut.npy", "cut.npy")]
    public void BadInput_IsOneLineThatSaysWhat(string spec, string said)
    {
        File.WriteAllText(folder["words.csv"], "1,2\n1,two\n");
        File.WriteAllText(folder["ragged.csv"], "1,2\n3\n");
        File.WriteAllText(folder["a.txt"], "1");
        File.WriteAllBytes(folder["photo.jpg"], [0xFF, 0xD8]);
        File.WriteAllBytes(folder["cut.npy"], File.ReadAllBytes(folder["a.npy"])[..^3]);
        var place = spec.Contains('=', StringComparison.Ordinal)
            ? spec.Replace("=", $"={folder.Path}/", StringComparison.Ordinal)
            : folder[spec];
        var ran = Ran.Ascribe("explain", folder["pair.onnx"], "--input", place);
        ran.Code.ShouldBe(3, ran.Error);
        said.Split('|').ShouldContain(s => ran.Complaint().Contains(s, StringComparison.Ordinal), ran.Error);
    }

    private System.Collections.Immutable.ImmutableSortedDictionary<string, Tensor> Explained(params string[] options)
    {
        var ran = Ran.Ascribe(["explain", folder["pair.onnx"], .. options, "--output", folder["why.npz"]]);
        ran.Code.ShouldBe(0, ran.Error);
        return Npz.Read(folder["why.npz"]);
    }
}
