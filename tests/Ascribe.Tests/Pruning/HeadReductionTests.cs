using Ascribe.Onnx;
using Ascribe.Pruning;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

public sealed class HeadReductionTests
{
    private static readonly Model Classifier = SmallModels.Of(b =>
    {
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
        var hidden = Tanh(MatMul(x, SmallModels.Weights(b, 1, 4, 6)));
        var weights = new Value?[] { hidden, SmallModels.Weights(b, 2, 5, 6), SmallModels.Weights(b, 3, 5) };
        return b.Emit("Gemm", weights, Attributes.None.With("transB", 1), "logits");
    });

    [Fact]
    public void Scores_OfTheClassesThatStay_AreUnchanged()
    {
        var whole = Pruned.Run(Classifier).ToFloats();
        var reduced = Pruned.Run(HeadReduction.Keep(Classifier, [4, 1]));
        reduced.Shape.ShouldBe([2, 2]);
        reduced.ToFloats().ShouldBe([whole[1], whole[4], whole[6], whole[9]], 1e-6f);
    }

    [Fact]
    public void Probabilities_AreSharedOutAnew()
    {
        var model = SmallModels.Of(b =>
            b.Emit(
                "Softmax",
                [MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 4), SmallModels.Weights(b, 1, 4, 3))]
            )
        );
        var whole = Pruned.Run(model).ToDoubles();
        var reduced = Pruned.Run(HeadReduction.Keep(model, [0, 2])).ToDoubles();
        reduced[0].ShouldBe(whole[0] / (whole[0] + whole[2]), 1e-6);
        (reduced[2] + reduced[3]).ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Labels_FollowInTheModelsOrder()
    {
        HeadReduction.Labels(["a", "b", "c", "d"], [3, 1]).ShouldBe(["b", "d"]);
        Should
            .Throw<ModelException>(() => HeadReduction.Labels(["a"], [0, 1]))
            .Message.ShouldBe("there are 1 labels, but none of class 1.");
    }

    [Fact]
    public void UnknownClass_IsRefused() =>
        Should
            .Throw<ModelException>(() => HeadReduction.Keep(Classifier, [5]))
            .Message.ShouldContain("0 to 4, so channel 5 cannot be kept");

    [Fact]
    public void SharedModel_KeepsTenClasses()
    {
        var model = Model.Load(Testing.SharedData.Model("squeezenet1.1-imagenet"));
        var whole = Pruned.Run(model).ToDoubles();
        var reduced = Pruned.Run(HeadReduction.Keep(model, [.. Enumerable.Range(0, 10).Select(i => 100 * i)]));
        var expected = Enumerable.Range(0, 20).Select(i => whole[i / 10 * 1000 + i % 10 * 100]).ToArray();
        (Distance.Largest(reduced.ToDoubles(), expected) / whole.Max(Math.Abs)).ShouldBeLessThan(1e-5);
    }
}
