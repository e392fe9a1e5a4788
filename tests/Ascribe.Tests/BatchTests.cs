using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

/// <summary>Models made for one example: freed where their rows are independent, run one at a time where they are not.</summary>
public sealed class BatchTests
{
    private static readonly ImmutableArray<MadeForOne> Freeable =
    [
        new("shape in a Reshape", [1, 12], x => Tanh(MatMul(Reshape(x, 1, 3, 4), Weights(x, 1, 4, 2)))),
        new("open extent in a Reshape", [1, 12], x => Exp(Reshape(x, 1, -1, 4))),
        new("heads moved to the batch axis", [1, 3, 8], x => Reshape(Heads(x), 1, 24)),
        new(
            "class token joined",
            [1, 3, 4],
            x => Tanh(MatMul(Concat([Weights(x, 2, 1, 1, 4), x], 1), Weights(x, 3, 4, 4)))
        ),
        new("flattened from axis 0", [1, 3, 4], x => Exp(Unary("Flatten", x, Attributes.None.With("axis", 0)))),
        new("resized to stated sizes", [1, 2, 4, 4], Resized),
    ];

    private static readonly ImmutableArray<MadeForOne> Bound =
    [
        new(
            "row taken out of the batch",
            [1, 6],
            x => Unsqueeze(Exp(Gather(x, x.Builder.Constant(Tensor.Scalar(0L)), 0)), 0)
        ),
        new("batch axis taken away", [1, 6], x => Unsqueeze(Tanh(Squeeze(x, 0)), 0)),
    ];

    public static TheoryData<string> Freed => [.. Freeable.Select(m => m.Condition)];

    public static TheoryData<string> Fixed => [.. Bound.Select(m => m.Condition)];

    [Theory]
    [MemberData(nameof(Freed))]
    public void ModelOfOneExample_IsFreed_AndGivesTwoWhatEachGetsAlone(string condition)
    {
        var made = Freeable.Single(m => m.Condition == condition);
        ShapeProbe.HasFreeBatch(Canonicalization.Apply(made.Model()).Graph).ShouldBeTrue();
        var attribution = AgreesWithSingles(made);
        attribution.Provenance.Settings.Keys.ShouldNotContain("one-at-a-time");
    }

    [Theory]
    [MemberData(nameof(Freed))]
    public void OpenModelMadeForOneExample_IsExplainedLikeTheFixedOne(string condition)
    {
        var made = Freeable.Single(m => m.Condition == condition);
        var x = SmallModels.Random(7, [2, .. made.Shape.Skip(1)]);
        var question = new Question(Inputs(("x", x))) { Target = Last(made) };
        var open = Integrate(made.Model(open: true), question);
        Distance.Largest(open.Of("x"), Integrate(made.Model(), question).Of("x")).ShouldBeLessThan(1e-6);
    }

    [Theory]
    [MemberData(nameof(Fixed))]
    public void ModelThatCannotBeFreed_IsRunOneAtATime_AndSaysSo(string condition)
    {
        var attribution = AgreesWithSingles(Bound.Single(m => m.Condition == condition));
        attribution
            .Provenance.Settings["one-at-a-time"]
            .ShouldBe("the model is made for one example and could not be freed from that");
    }

    [Fact]
    public void ModelWhoseExamplesInfluenceEachOther_IsRunOneAtATime_AndSaysSo()
    {
        // A softmax over the batch axis: alone, every example gets 1.
        var coupled = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            return x * Unary("Softmax", x, Attributes.None.With("axis", 0));
        });
        var x = SmallModels.Random(8, 2, 4);
        var attribution = Integrate(
            coupled,
            new Question(Inputs(("x", x))) { Target = Target.Sum([0], [1], [2], [3]) }
        );
        Distance.Largest(attribution.Of("x"), x.ToDoubles()).ShouldBeLessThan(1e-6);
        attribution
            .Provenance.Settings["one-at-a-time"]
            .ShouldBe("examples influence each other when they share a run of the model");
    }

    private static Attribution AgreesWithSingles(MadeForOne made)
    {
        var model = made.Model();
        var x = SmallModels.Random(7, [2, .. made.Shape.Skip(1)]);
        var question = new Question(Inputs(("x", x))) { Target = Last(made) };
        var together = Integrate(model, question);
        for (var row = 0; row < 2; row++)
        {
            var single = question with { Inputs = Inputs(("x", x.Rows(row, 1))) };
            var alone = Integrate(model, single);
            Distance.Largest(together.Values["x"].Rows(row, 1).ToDoubles(), alone.Of("x")).ShouldBeLessThan(1e-6);
            alone.Of("x").ShouldContain(v => Math.Abs(v) > 1e-3);
        }
        return together;
    }

    /// <summary>The last entry of the output of each example.</summary>
    private static Target Last(MadeForOne made)
    {
        using var session = new Session(made.Model());
        var y = session.Run(Inputs(("x", SmallModels.Random(7, made.Shape))))[0];
        return Target.At([.. y.Shape.Skip(1).Select(extent => (int)extent - 1)]);
    }

    /// <summary>x [1, 3, 8] → two heads [2, 3, 4] that attend to themselves.</summary>
    private static Value Heads(Value x)
    {
        var heads = Reshape(Transpose(Reshape(x, 1, 3, 2, 4), 0, 2, 1, 3), 2, 3, 4);
        var weights = Unary("Softmax", MatMul(heads, Transpose(heads, 0, 2, 1)), Attributes.None.With("axis", -1));
        return Transpose(Reshape(MatMul(weights, heads), 1, 2, 3, 4), 0, 2, 1, 3);
    }

    private static Value Resized(Value x)
    {
        var sizes = x.Builder.Longs(1, 2, 7, 5);
        return Exp(x.Builder.Emit("Resize", [x, null, null, sizes], Attributes.None.With("mode", "nearest")));
    }

    private static Value Weights(Value x, int seed, params long[] shape) =>
        x.Builder.Constant(SmallModels.Random(seed, shape));

    /// <summary>A model whose input holds one example.</summary>
    private sealed record MadeForOne(string Condition, long[] Shape, Func<Value, Value> Write)
    {
        public Model Model(bool open = false) =>
            SmallModels.Of(b =>
                Write(
                    b.Input(
                        new ValueInfo(
                            "x",
                            ElementType.Float32,
                            [open ? Dim.Batch : 1, .. Shape.Skip(1).Select(d => (Dim)d)]
                        )
                    )
                )
            );
    }
}
