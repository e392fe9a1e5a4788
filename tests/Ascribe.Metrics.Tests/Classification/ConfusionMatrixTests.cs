using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Metrics.Tests.Classification;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Shares_AreThoseOfTheirDefinitions()
    {
        var matrix = ConfusionMatrix.Of([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 1], 4);
        matrix.Counts[0].ShouldBe([2, 1, 0, 0]);
        matrix.Total.ShouldBe(6);
        matrix.Accuracy.ShouldBe(0.5);
        var (precision, recall) = (2 / 3.0, 2 / 3.0);
        matrix.F1(0).ShouldBe(2 * precision * recall / (precision + recall), 1e-12);
        (precision, recall) = (1 / 3.0, 1 / 2.0);
        matrix.F1(1).ShouldBe(2 * precision * recall / (precision + recall), 1e-12);
        matrix.F1(2).ShouldBe(0);
        matrix.F1(3).ShouldBe(double.NaN);
        matrix.MeanF1(4).ShouldBe((matrix.F1(0) + matrix.F1(1)) / 3, 1e-12);
    }

    [Fact]
    public void Model_DecidesForItsLargestScore()
    {
        var builder = new GraphBuilder();
        builder.Output(Op.Identity(builder.Input("x", ElementType.Float32, Dim.Batch, 3)));
        var scores = new float[3 * 130];
        for (var row = 0; row < 130; row++)
            scores[3 * row + row % 3] = 1 + row;
        var inputs = ImmutableDictionary<string, Tensor>.Empty.Add("x", Tensor.Of(scores, 130, 3));
        var model = Model.Canonical(builder.Build());
        var right = new LabeledBatch(inputs, [.. Enumerable.Range(0, 130).Select(i => (long)(i % 3))]);
        ConfusionMatrix.Of(model, right).Accuracy.ShouldBe(1);
        var shifted = right with { Classes = [.. right.Classes.Select(c => (c + 1) % 3)] };
        ConfusionMatrix.Of(model, shifted).Counts[1].ShouldBe([44, 0, 0]);
        var unknown = right with { Classes = right.Classes.SetItem(7, 3) };
        Should
            .Throw<ModelException>(() => ConfusionMatrix.Of(model, unknown))
            .Message.ShouldContain("of class 3, but the model tells 3 classes");
    }
}
