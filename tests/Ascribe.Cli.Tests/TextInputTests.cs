using System.Text.Json;
using Ascribe.Onnx;

namespace Ascribe.Cli.Tests;

/// <summary>Texts into a model with 32-bit token ids and segments, and without a mask.</summary>
public sealed class TextInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TextInputTests()
    {
        var b = new GraphBuilder();
        var ids = b.Input("input_ids", ElementType.Int32, Dim.Batch, new Dim(null, "tokens"));
        var types = b.Input("token_type_ids", ElementType.Int32, Dim.Batch, new Dim(null, "tokens"));
        var words = b.Emit(
            "Gather",
            [b.Constant(Tensor.Of(new float[] { 0, 0, 0, 0, 0, 1, 10 }, 7, 1)), ids],
            hint: "words"
        );
        var segments = b.Emit("Gather", [b.Constant(Tensor.Of(new float[] { 5, 7 }, 2, 1)), types], hint: "segments");
        b.Output(Op.ReduceSum(words + segments, [1, 2], keepDims: false), "y");
        Model.Canonical(b.Build()).Save(folder["sum.onnx"]);
        File.WriteAllLines(folder["vocab.txt"], ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "one", "ten"]);
        File.WriteAllText(folder["sum.ascribe.json"], """{ "name": "sum", "text": { "vocabulary": "vocab.txt" } }""");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TokensAndSegments_AreExplainedApart()
    {
        var example = Explained("--text", "ten one one");
        Named(example, "words").ShouldBe([("[CLS]", 0), ("ten", 10), ("one", 1), ("one", 1), ("[SEP]", 0)]);
        // Another text has the same segments.
        Named(example, "segments").ShouldAllBe(token => token.Value == 0);
    }

    [Fact]
    public void ZeroBaseline_CountsSegmentsToo() =>
        Named(Explained("--text", "ten", "--baseline", "zero"), "segments").Sum(t => t.Value).ShouldBe(15, 1e-5);

    private static IEnumerable<(string Name, double Value)> Named(JsonElement example, string feature) =>
        example
            .GetProperty("contributions")
            .GetProperty(feature)
            .EnumerateArray()
            .Select(c => (c.GetProperty("name").GetString()!, Math.Round(c.GetProperty("value").GetDouble(), 5)));

    private JsonElement Explained(params string[] options)
    {
        var ran = Ran.Ascribe(["explain", folder["sum.onnx"], .. options, "--json"]);
        ran.Code.ShouldBe(0, ran.Error);
        return JsonDocument.Parse(ran.Out).RootElement.GetProperty("examples")[0];
    }
}
