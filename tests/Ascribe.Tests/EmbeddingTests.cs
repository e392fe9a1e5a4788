using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class EmbeddingTests
{
    private static readonly Tensor Ids = Tensor.Of([1L, 2, 3, 6, 0, 2], 2, 3);

    private static readonly Tensor X = SmallModels.Random(20, 2, 4);

    [Fact]
    public void Embeddings_BehindChangesOfFormOnly_AreFound()
    {
        var model = SmallModels.Of(b =>
        {
            var ids = b.Input("ids", ElementType.Int32, Dim.Batch, 3);
            var flat = Reshape(Cast(ids, ElementType.Int64), -1, 3);
            return b.Emit("Gather", [SmallModels.Weights(b, 1, 7, 4), flat], hint: "words");
        });
        Embedding.Of(model.Graph).ShouldBe([new Embedding("words", "ids", 7)]);
    }

    [Fact]
    public void Embeddings_OfDequantizedTable_AreFound()
    {
        var model = SmallModels.Of(b =>
        {
            var ids = b.Input("ids", ElementType.Int64, Dim.Batch, 3);
            var table = b.Constant(Tensor.Of(new sbyte[14], 7, 2));
            return b.Emit(
                "Gather",
                [b.Emit("DequantizeLinear", [table, b.Constant(Tensor.Scalar(0.5f))]), ids],
                hint: "words"
            );
        });
        Embedding.Of(model.Graph).Single().Value.ShouldBe("words");
    }

    [Fact]
    public void Positions_ComputedFromAShape_AreNoEmbeddingOfTheInput()
    {
        var model = SmallModels.Of(b =>
        {
            var ids = b.Input("ids", ElementType.Int64, Dim.Batch, 3);
            var length = Gather(Shape(ids), b.Constant(Tensor.Scalar(1L)), 0);
            var places = b.Emit("Range", [b.Constant(Tensor.Scalar(0L)), length, b.Constant(Tensor.Scalar(1L))]);
            var words = b.Emit("Gather", [SmallModels.Weights(b, 1, 7, 4), ids], hint: "words");
            return words + b.Emit("Gather", [SmallModels.Weights(b, 2, 5, 4), places], hint: "positions");
        });
        Embedding.Of(model.Graph).Select(e => e.Value).ShouldBe(["words"]);
    }

    [Fact]
    public void LookupOfWholeNumbers_IsNoEmbedding()
    {
        var model = SmallModels.Of(b =>
            b.Emit("Gather", [b.Longs(5, 6, 7), b.Input("ids", ElementType.Int64, Dim.Batch)])
        );
        Embedding.Of(model.Graph).ShouldBeEmpty();
    }

    [Fact]
    public void Question_WithoutFeatures_IsAboutFloatingInputsAndEmbeddings()
    {
        var question = new Question(Inputs(("ids", Ids), ("x", X))) { Target = Target.At() };
        var attribution = Integrate(SmallModels.Gated, question, steps: 60);
        attribution.Values.Keys.ShouldBe(["embedding", "x"]);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Gradient_OfTokenIds_IsThatOfTheEmbedding()
    {
        using var network = new Network(SmallModels.Gated);
        var gradient = network.Differentiate(Target.At());
        gradient.Graph.Outputs.Select(o => o.Name).ShouldBe(["y", "target", "gradient/x", "gradient/embedding"]);
    }

    [Fact]
    public void ReplacedIds_AreTheBaselineOfTheEmbedding()
    {
        // At the gate, y = Σ g·x² is linear: R = (g(ids) − g(others))·x².
        var others = Tensor.Of([0L, 0, 0, 0, 0, 0], 2, 3);
        var baseline = Baseline.AtInputs(Inputs(("ids", others)), "token:0");
        var question = new Question(Inputs(("ids", Ids), ("x", X)))
        {
            Target = Target.At(),
            Features = ["gate"],
            Baseline = baseline,
        };
        var attribution = Integrate(SmallModels.Gated, question, steps: 2);
        var gates = new[] { Ids, others }.Select(ids =>
            new PlainGradient(SmallModels.Gated, Target.At(), "gate").Run(Inputs(("ids", ids), ("x", X)))["gate"]
        );
        var differences = gates.First().ToDoubles().Zip(gates.Last().ToDoubles(), (g, h) => g - h);
        double[] expected = [.. differences.Zip(X.ToDoubles(), (d, x) => d * x * x)];
        Distance.Largest(attribution.Of("gate"), expected).ShouldBeLessThan(1e-6);
        attribution.Provenance.Settings["baseline"].ShouldBe("token:0");
    }

    [Fact]
    public void InputBaseline_LeavesTokenIdsAsTheyAre()
    {
        var question = new Question(Inputs(("ids", Ids), ("x", X)))
        {
            Target = Target.At(),
            Features = ["embedding"],
            Baseline = Baseline.AtInput(Baseline.Zero),
        };
        Integrate(SmallModels.Gated, question, steps: 2).Of("embedding").ShouldAllBe(r => r == 0);
    }

    [Fact]
    public void Inspection_SupposesOpenAxesAndNamesTheEmbedding()
    {
        var model = SmallModels.Of(b =>
        {
            var ids = b.Input("ids", ElementType.Int64, Dim.Batch, new Dim(null, "length"));
            var mask = b.Input("mask", ElementType.Float32, Dim.Batch, new Dim(null, "length"));
            var words = b.Emit("Gather", [SmallModels.Weights(b, 1, 7, 4), ids], hint: "words");
            return ReduceSum(words * Unsqueeze(mask, 2), [1], keepDims: false);
        });
        var inspection = Inspection.Of(model);
        inspection.Supposed.Keys.ShouldBe(["ids", "mask"]);
        inspection.Supposed["ids"].ShouldBe(inspection.Supposed["mask"]);
        inspection.Embeddings.Single().Input.ShouldBe("ids");
        var given = ImmutableDictionary<string, ImmutableArray<long>>.Empty.Add("ids", [1, 9]);
        Inspection.Of(model, given).Supposed["mask"].ShouldBe([1, 9]);
    }
}
