using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

public sealed class AutomaticRatesTests
{
    /// <summary>Ten hidden units pass x₀ on, of which the last two decide; the class is whether x₀ is positive.</summary>
    private static readonly Model Redundant = SmallModels.Of(b =>
    {
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 1);
        var hidden = b.Emit("MatMul", [x, b.Constant(Tensor.Filled(ElementType.Float32, [1, 10], 1))], hint: "hidden");
        var votes = new float[20];
        (votes[17], votes[19]) = (1, 1);
        return MatMul(hidden, b.Constant(Tensor.Of(votes, 10, 2)));
    });

    private static readonly ImmutableArray<LabeledBatch> Examples =
    [
        new(Asking.Inputs(("x", Tensor.Of([-1f, 2f, 3f], 3, 1))), [0, 1, 1]),
        new(Asking.Inputs(("x", Tensor.Of([-2f], 1, 1))), [0]),
    ];

    private static readonly ChannelScores Scores = new(
        ImmutableSortedDictionary
            .Create<string, ImmutableArray<double>>(StringComparer.Ordinal)
            .Add("hidden", [.. Enumerable.Range(0, 10).Select(i => (double)i)])
    );

    [Fact]
    public void Layer_LosesWhatDecidesNothing() =>
        new AutomaticRates(0.0).Find(Redundant, Scores, Examples)["hidden"].ShouldBe(0.9, 1e-9);

    [Fact]
    public void Layer_ThatDecides_IsKept()
    {
        // The most important unit comes first by these scores, and half of the examples go wrong without it.
        var reversed = new ChannelScores(Scores.ByLayer.SetItem("hidden", [.. Scores.ByLayer["hidden"].Reverse()]));
        new AutomaticRates(0.1).Find(Redundant, reversed, Examples)["hidden"].ShouldBe(0.1, 1e-9);
        new AutomaticRates(0.5).Find(Redundant, reversed, Examples)["hidden"].ShouldBe(0.9, 1e-9);
    }

    [Fact]
    public void LayersPrunedTogether_StayWithinTheBudget()
    {
        // Either layer alone can lose half; together they cut the way, unless rates shrink.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1);
            var left = b.Emit("MatMul", [x, Ones(b, 1, 4)], hint: "left");
            var right = b.Emit("MatMul", [x, Ones(b, 1, 4)], hint: "right");
            var sum = MatMul(left, Ones(b, 4, 1)) + MatMul(right, Ones(b, 4, 1));
            return Concat([sum * 0, sum - 5], 1);
        });
        var zeros = new double[4].ToImmutableArray();
        var scores = new ChannelScores(
            ImmutableSortedDictionary
                .Create<string, ImmutableArray<double>>(StringComparer.Ordinal)
                .Add("left", zeros)
                .Add("right", zeros)
        );
        LabeledBatch[] examples = [new(Asking.Inputs(("x", Tensor.Of([1f], 1, 1))), [1])];
        // Alone, 2 of 4 may go (6 > 5); together only 2 of 8, one each: rates of 0.25 or more, and below 0.5.
        var rates = new AutomaticRates(0) { Steps = 3 }.Find(model, scores, examples);
        rates["left"].ShouldBe(rates["right"]);
        rates["left"].ShouldBeInRange(0.25, 0.4999);
    }

    [Fact]
    public void NoExamples_AreRefused() =>
        Should
            .Throw<ModelException>(() => new AutomaticRates(0.1).Find(Redundant, Scores, []))
            .Message.ShouldBe("there are no examples to measure the error on.");

    private static Value Ones(GraphBuilder b, params ReadOnlySpan<long> shape) =>
        b.Constant(Tensor.Filled(ElementType.Float32, [.. shape], 1));
}
