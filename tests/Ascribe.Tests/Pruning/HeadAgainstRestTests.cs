using Ascribe.Onnx;
using Ascribe.Pruning;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

public sealed class HeadAgainstRestTests
{
    private const int Classes = 4;

    private static readonly Model Scores = SmallModels.Of(Product);

    private static readonly Model Probabilities = SmallModels.Of(b => b.Emit("Softmax", [Product(b)]));

    [Fact]
    public void Probabilities_OfTheClasses_AreWhatTheyWere()
    {
        var whole = Pruned.Run(Probabilities).ToDoubles();
        foreach (var model in new[] { Scores, Probabilities })
        {
            var against = Pruned.Run(HeadAgainstRest.Of(model, [3, 1], Classes));
            against.Shape.ShouldBe([2, 3]);
            foreach (var (example, scores) in against.ToDoubles().Chunk(3).Index())
            {
                var sum = scores.Sum(Math.Exp);
                var row = whole.Skip(Classes * example).Take(Classes).ToArray();
                Math.Exp(scores[0]).ShouldBe(row[1] * sum, 1e-6 * sum);
                Math.Exp(scores[1]).ShouldBe(row[3] * sum, 1e-6 * sum);
                Math.Exp(scores[2]).ShouldBe((row[0] + row[2]) * sum, 1e-6 * sum);
            }
        }
    }

    [Fact]
    public void Channels_CanStillBeRemoved()
    {
        var model = HeadAgainstRest.Of(SmallModels.Cnn, [1], 3);
        ChannelGroups.Of(model).Select(g => g.Layers[0]).ShouldBe(["conv1", "conv2"]);
    }

    [Fact]
    public void ModelOfAnOlderOperatorSet_IsBroughtToTheCanonicalOne()
    {
        var old = Scores with { Opsets = Scores.Opsets.SetItem("", 13) };
        var against = HeadAgainstRest.Of(old, [1], Classes);
        against.Opset.ShouldBe(Model.CanonicalOpset);
        Pruned.Run(against).ToDoubles().ShouldBe(Pruned.Run(HeadAgainstRest.Of(Scores, [1], Classes)).ToDoubles());
    }

    [Theory]
    [InlineData("there is no class 4", 1, 4)]
    [InlineData("0 of 4 classes")]
    [InlineData("4 of 4 classes", 0, 1, 2, 3)]
    public void WhatIsNoChoice_IsRefused(string said, params int[] classes) =>
        Should
            .Throw<ModelException>(() => HeadAgainstRest.Of(Scores, [.. classes], Classes))
            .Message.ShouldContain(said);

    [Fact]
    public void ClassScores_AreFoundBehindASoftmax()
    {
        ClassScores.Of(Scores).ShouldBe("y");
        // The output is a copy of what the softmax gives.
        ClassScores.Of(Probabilities).ShouldBe("MatMul");
        ClassScores.Count(Scores).ShouldBe(Classes);
        Should.Throw<ModelException>(() => ClassScores.Count(SmallModels.Gated)).Message.ShouldContain("[N, classes]");
    }

    private static Value Product(GraphBuilder builder) =>
        MatMul(builder.Input("x", ElementType.Float32, Dim.Batch, 5), SmallModels.Weights(builder, 1, 5, Classes));
}
