using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class BlockShapleyIntegratedGradientsTests
{
    /// <summary>y = x₁²·x₂.</summary>
    private static readonly Model SquareTimes = SmallModels.Of(b =>
    {
        var x = b.Input("x", ElementType.Float64, Dim.Batch, 2);
        var parts = b.Emit("Split", [x], 2, Attributes.None.With("axis", 1).With("num_outputs", 2));
        return ReduceSum(parts[0] * parts[0] * parts[1], [1], keepDims: false);
    });

    private static readonly Tensor Ones = Tensor.Of([1.0, 1], 1, 2);

    [Fact]
    public void OneBlock_IsIntegratedGradients() =>
        Distance
            .Largest(Explain(SquareTimes, Ones, blocks: 1, samples: 2).Of("x"), [2.0 / 3, 1.0 / 3])
            .ShouldBeLessThan(1e-12);

    [Fact]
    public void AsManyBlocksAsPlayers_IsTheShapleyValueOnceAllOrdersAreDrawn()
    {
        // With two players an order and its reverse are all there is.
        var attribution = Explain(SquareTimes, Ones, blocks: 2, samples: 2);
        Distance.Largest(attribution.Of("x"), [0.5, 0.5]).ShouldBeLessThan(1e-12);
        var more = Explain(SquareTimes, Ones, blocks: 9, samples: 2);
        Distance.Largest(more.Of("x"), [0.5, 0.5]).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void QuadraticModel_GivesShapleyValuesWhateverTheBlocks()
    {
        // For xᵀAx integrated gradients are the Shapley values: bᵢᵢxᵢ² + Σ symmetric halves.
        var matrix = SmallModels.Random(41, 5, 5).To(ElementType.Float64);
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 5);
            return ReduceSum(MatMul(x, b.Constant(matrix)) * x, [1], keepDims: false);
        });
        var x = SmallModels.Random(42, 1, 5).To(ElementType.Float64);
        using var network = new Network(model);
        var question = Question.About(network, x) with { Target = Target.At() };
        var exact = GameTable.Of(ModelGame.Of(network, question, PlayerDivision.Elements)[0]).Shapley();
        // One block needs no chance; the rest is unbiased, so that it is right within its error.
        Distance.Largest(Explain(model, x, blocks: 1, samples: 2).Of("x"), exact).ShouldBeLessThan(1e-12);
        var sampled = Explain(model, x, blocks: 3, samples: 400);
        for (var i = 0; i < 5; i++)
            Math.Abs(sampled.Of("x")[i] - exact[i])
                .ShouldBeLessThan(4 * sampled.StandardErrors["x"].ToDoubles()[i] + 1e-12);
    }

    [Fact]
    public void EveryDraw_IsCompleteUpToTheQuadrature()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(43, 2, 4)) with { Target = Target.Class(1) };
        foreach (var blocks in new[] { 1, 2, 3, 4 })
        {
            var method = new BlockShapleyIntegratedGradients
            {
                Blocks = blocks,
                Samples = 4,
                Steps = 16,
            };
            method.Explain(network, question).CompletenessGap.ToDoubles().ShouldAllBe(gap => Math.Abs(gap) < 1e-5);
        }
    }

    [Fact]
    public void SinglePlayer_TakesEverything()
    {
        var model = SmallModels.Of(b =>
            ReduceSum(Exp(b.Input("x", ElementType.Float64, Dim.Batch, 1)), [1], keepDims: false)
        );
        var attribution = Explain(model, Tensor.Of([1.0], 1, 1), blocks: 4, samples: 2);
        attribution.Of("x")[0].ShouldBe(Math.E - 1, 1e-9);
    }

    [Theory]
    [InlineData(0, 2, "0 blocks of players cannot enter; take at least 1.")]
    [InlineData(2, 3, "3 orders make no pairs of an order and its reverse; take an even number.")]
    public void Settings_ThatMakeNoSense_AreRefused(int blocks, int samples, string message) =>
        Should.Throw<ModelException>(() => Explain(SquareTimes, Ones, blocks, samples)).Message.ShouldBe(message);

    private static Attribution Explain(Model model, Tensor x, int blocks, int samples)
    {
        using var network = new Network(model);
        var method = new BlockShapleyIntegratedGradients { Blocks = blocks, Samples = samples };
        return method.Explain(network, Question.About(network, x) with { Target = Target.At() });
    }
}
