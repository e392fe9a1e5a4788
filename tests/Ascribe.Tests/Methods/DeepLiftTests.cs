using Ascribe.Autodiff;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class DeepLiftTests
{
    private static readonly DeepLift Rescale = new();
    private static readonly DeepLift RevealCancel = new() { Rule = DeepLiftRule.RevealCancel };

    public static TheoryData<DeepLiftRule> Rules => [DeepLiftRule.Rescale, DeepLiftRule.RevealCancel];

    [Theory]
    [MemberData(nameof(Rules))]
    public void LinearModel_GetsWhatIntegratedGradientsGive(DeepLiftRule rule)
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2, 6, 6);
            var conv = b.Emit("Conv", [x, SmallModels.Weights(b, 421, 3, 2, 3, 3), SmallModels.Weights(b, 422, 3)]);
            var flat = Reshape(
                b.Emit("AveragePool", [conv], Attributes.None.With("kernel_shape", new[] { 2, 2 })),
                -1,
                27
            );
            return MatMul(flat, SmallModels.Weights(b, 423, 27, 2)) + SmallModels.Weights(b, 424, 2);
        });
        var question = Asked(425, 3, 2, 6, 6);
        var expected = Integrate(model, question, steps: 2).Of("x");
        Distance.RelativeL2(Explain(model, question, rule).Of("x"), expected).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Rescale_OfADenseReluNetwork_IsItsFormula()
    {
        // R_i = Σ_k (x_i − b_i)·W_ik·(Δrelu_k/Δh_k)·v_k.
        var (x, w, v) = (SmallModels.Random(426, 1, 4), SmallModels.Random(427, 4, 5), SmallModels.Random(428, 5, 1));
        var model = SmallModels.Of(b =>
            MatMul(Relu(MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 4), b.Constant(w))), b.Constant(v))
        );
        var question = new Question(Inputs(("x", x))) { Baseline = Baseline.Constant(0.3) };
        var layer = new DenseMatrix(w.ToDoubles(), new double[5]);
        var (numbers, last) = (x.ToDoubles(), v.ToDoubles());
        var (h, other) = (
            layer.ByOutput((i, k) => numbers[i] * layer[i, k]),
            layer.ByOutput((i, k) => 0.3f * layer[i, k])
        );
        var expected = layer.ByInput(
            (i, k) =>
                (numbers[i] - 0.3f)
                * layer[i, k]
                * (Math.Max(h[k], 0) - Math.Max(other[k], 0))
                / (h[k] - other[k])
                * last[k]
        );
        Distance.Largest(Explain(model, question).Of("x"), expected).ShouldBeLessThan(1e-5);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void ConvolutionalNetwork_IsComplete_AndABatchIsItsExamples(DeepLiftRule rule) =>
        ShouldBeCompleteAndIndependent(SmallModels.Cnn, rule, 431, 2, 8, 8);

    [Theory]
    [MemberData(nameof(Rules))]
    public void SmoothNetwork_IsComplete_AndABatchIsItsExamples(DeepLiftRule rule) =>
        ShouldBeCompleteAndIndependent(SmallModels.Smooth, rule, 432, 4);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Attention_IsComplete_AndABatchIsItsExamples(DeepLiftRule rule) =>
        ShouldBeCompleteAndIndependent(Attending, rule, 433, 4, 6);

    [Fact]
    public void Normalizations_AreTakenApart_AndComplete()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4, 3, 3);
            var channels = Attributes.None.With("size", 3).With("alpha", 0.5f);
            var local = b.Emit("LRN", [x], channels);
            var one = SmallModels.Weights(b, 434, 4);
            var instance = b.Emit("InstanceNormalization", [local, one, SmallModels.Weights(b, 435, 4)]);
            var unit = b.Emit("LpNormalization", [Reshape(instance, -1, 36)], Attributes.None.With("axis", 1));
            var root = Attributes.None.With("keepdims", 0);
            return b.Emit("ReduceL2", [unit * SmallModels.Weights(b, 436, 36), b.Longs(1)], root);
        });
        ShouldBeCompleteAndIndependent(model, DeepLiftRule.Rescale, 437, 4, 3, 3);
    }

    [Fact]
    public void Rescale_BetweenPointsThatAllButMeet_IsTheGradient()
    {
        var x = SmallModels.Random(438, 2, 4);
        var question = new Question(Inputs(("x", x))) { Target = Target.Class(0), Baseline = Baseline.Given(x) };
        var multipliers = new DeepLift { MultiplyByInputs = false };
        using var network = new Network(SmallModels.Smooth);
        var gradient = Differentiate(SmallModels.Smooth, question).Of("x");
        Distance.Largest(multipliers.Explain(network, question).Of("x"), gradient).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Multipliers_TimesTheDifference_AreTheContributions()
    {
        foreach (var rule in new[] { DeepLiftRule.Rescale, DeepLiftRule.RevealCancel })
        {
            var question = Asked(439, 2, 2, 8, 8);
            using var network = new Network(SmallModels.Cnn);
            var method = new DeepLift { Rule = rule };
            var multipliers = (method with { MultiplyByInputs = false }).Explain(network, question);
            var products = multipliers.Of("x").Zip(question.Inputs["x"].ToDoubles(), (m, x) => m * (x - 0.1f));
            Distance.Largest(method.Explain(network, question).Of("x"), [.. products]).ShouldBeLessThan(1e-5);
            multipliers.CompletenessGap.ToDoubles().ShouldAllBe(gap => double.IsNaN(gap));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Layer_ThatCopiesTheInput_GetsWhatTheInputGets(DeepLiftRule rule)
    {
        var model = SmallModels.Of(b =>
        {
            var copy = b.Emit("Identity", [b.Input("x", ElementType.Float32, Dim.Batch, 4)], hint: "copy");
            return Tanh(MatMul(copy, SmallModels.Weights(b, 440, 4, 2)));
        });
        var question = Asked(441, 2, 4);
        var atLayer = Explain(model, question with { Features = ["copy"] }, rule);
        Distance.Largest(atLayer.Of("copy"), Explain(model, question, rule).Of("x")).ShouldBe(0);
    }

    [Theory]
    [InlineData("conv1")]
    [InlineData("pool1")]
    [InlineData("features")]
    public void Layer_OfTheNetwork_IsComplete(string layer)
    {
        foreach (var method in new[] { Rescale, RevealCancel })
        {
            var question = Asked(442, 2, 2, 8, 8) with { Features = [layer] };
            using var network = new Network(SmallModels.Cnn);
            ShouldBeComplete(method.Explain(network, question));
        }
    }

    [Fact]
    public void DeepShap_IsTheMeanOfDeepLiftOverTheReferences()
    {
        var references = SmallModels.Random(443, 5, 2, 8, 8);
        var question = Asked(444, 2, 2, 8, 8);
        using var network = new Network(SmallModels.Cnn);
        var shap = new DeepShap { References = Inputs(("x", references)) }.Explain(network, question);
        var singles = Enumerable
            .Range(0, 5)
            .Select(r => question with { Baseline = Baseline.Given(references.Rows(r, 1)) })
            .Select(q => Rescale.Explain(network, q).Of("x"))
            .ToArray();
        double[] mean = [.. Enumerable.Range(0, singles[0].Length).Select(i => singles.Average(s => s[i]))];
        Distance.Largest(shap.Of("x"), mean).ShouldBeLessThan(1e-6);
        ShouldBeComplete(shap);
        shap.Provenance.GradientEvaluations.ShouldBe(10);
        var execution = new Execution { MicroBatch = 2, Workers = 3 };
        var parts = new DeepShap { References = Inputs(("x", references)) }.Explain(network, question, execution);
        Distance.Largest(parts.Of("x"), shap.Of("x")).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void StepsOnTheWay_AreRefused()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            return x * Cast(x > 0, ElementType.Float32);
        });
        using var network = new Network(model);
        Should
            .Throw<NotDifferentiableException>(() => Rescale.Explain(network, Asked(445, 1, 4)))
            .Message.ShouldContain("by steps");
    }

    /// <summary>One head of attention over four tokens, its scores far apart, and a normalization.</summary>
    private static Model Attending { get; } =
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4, 6);
            var (q, k, v) = (Projected(451), Projected(452), Projected(453));
            var weights = Unary("Softmax", MatMul(q, k.Builder.Emit("Transpose", [k], Turned)) * 5);
            var sum = x + MatMul(weights, v);
            var (gamma, beta) = (SmallModels.Weights(b, 454, 6), SmallModels.Weights(b, 455, 6));
            var normal = b.Emit("LayerNormalization", [sum, gamma, beta]);
            return MatMul(Reshape(Unary("Gelu", normal), -1, 24), SmallModels.Weights(b, 456, 24, 2));

            Value Projected(int seed) => MatMul(x, SmallModels.Weights(b, seed, 6, 6));
        });

    private static Attributes Turned => Attributes.None.With("perm", new[] { 0, 2, 1 });

    private static Question Asked(int seed, params long[] shape) =>
        new(Inputs(("x", SmallModels.Random(seed, shape)))) { Baseline = Baseline.Constant(0.1) };

    private static Attribution Explain(Model model, Question question, DeepLiftRule rule = DeepLiftRule.Rescale)
    {
        using var network = new Network(model);
        return new DeepLift { Rule = rule }.Explain(network, question);
    }

    private static void ShouldBeCompleteAndIndependent(Model model, DeepLiftRule rule, int seed, params long[] shape)
    {
        var question = Asked(seed, [8, .. shape]);
        using var network = new Network(model);
        var method = new DeepLift { Rule = rule };
        var together = method.Explain(network, question);
        ShouldBeComplete(together);
        for (var row = 0; row < 8; row++)
        {
            var alone = method.Explain(
                network,
                question with
                {
                    Inputs = Inputs(("x", question.Inputs["x"].Rows(row, 1))),
                }
            );
            Distance.RelativeL2(together.Values["x"].Rows(row, 1).ToDoubles(), alone.Of("x")).ShouldBeLessThan(1e-5);
        }
    }

    private static void ShouldBeComplete(Attribution attribution)
    {
        var (gaps, outputs) = (attribution.CompletenessGap.ToDoubles(), attribution.Output.ToDoubles());
        var differences = outputs.Zip(attribution.BaselineOutput.ToDoubles(), (f, b) => f - b);
        foreach (var (gap, difference) in gaps.Zip(differences))
            Math.Abs(gap).ShouldBeLessThan(1e-4 * Math.Max(Math.Abs(difference), 0.1));
    }
}
