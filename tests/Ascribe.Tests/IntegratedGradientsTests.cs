using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class IntegratedGradientsTests
{
    [Fact]
    public void Explain_LinearModel_IsWeightTimesDifferenceWhateverTheQuadrature()
    {
        var weights = SmallModels.Random(11, 4, 3);
        var model = SmallModels.Of(b =>
            MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 4), b.Constant(weights)) + 0.25
        );
        using var network = new Network(model);
        var (x, from) = (SmallModels.Random(12, 1, 4), SmallModels.Random(13, 1, 4));
        var expected = Enumerable
            .Range(0, 4)
            .Select(i => weights.ToDoubles()[3 * i + 2] * (x.ToDoubles()[i] - from.ToDoubles()[i]))
            .ToArray();
        var question = Question.About(network, x) with { Target = Target.Class(2), Baseline = Baseline.Given(from) };
        foreach (var quadrature in Quadrature.All)
        {
            var attribution = new IntegratedGradients { Steps = 3, Quadrature = quadrature }.Explain(network, question);
            Distance.Largest(attribution.Of("x"), expected).ShouldBeLessThan(1e-6, quadrature.Name);
            Math.Abs(attribution.CompletenessGap.ToDoubles()[0]).ShouldBeLessThan(1e-6, quadrature.Name);
        }
    }

    [Fact]
    public void Explain_SmoothModel_LeavesAGapThatVanishesAsPointsAreAdded()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(14, 1, 4)) with { Target = Target.Class(0) };
        double[] gaps =
        [
            .. new[] { 2, 20, 200 }.Select(steps =>
                Math.Abs(
                    new IntegratedGradients { Steps = steps, Quadrature = Quadrature.Trapezoid }
                        .Explain(network, question)
                        .CompletenessGap.ToDoubles()[0]
                )
            ),
        ];
        gaps[0].ShouldBeGreaterThan(1e-3);
        gaps[1].ShouldBeLessThan(gaps[0] / 50);
        gaps[2].ShouldBeLessThan(2e-6);
    }

    [Fact]
    public void Explain_Result_SaysWhatItWasMadeFrom()
    {
        using var network = new Network(SmallModels.Smooth);
        var x = SmallModels.Random(15, 2, 4);
        var question = Question.About(network, x) with { Target = Target.Class(1), Baseline = Baseline.Constant(0.5) };
        var attribution = new IntegratedGradients { Steps = 7 }.Explain(network, question, new Execution { Seed = 3 });
        var at = network.Run(Inputs(("x", x)))[0].Value.ToDoubles();
        var from = network.Run(Inputs(("x", Tensor.Filled(ElementType.Float32, [1, 4], 0.5))))[0].Value.ToDoubles();
        Distance.Largest(attribution.Output.ToDoubles(), [at[1], at[3]]).ShouldBeLessThan(1e-6);
        Distance.Largest(attribution.BaselineOutput.ToDoubles(), [from[1], from[1]]).ShouldBeLessThan(1e-6);
        attribution.Entries.ShouldBe([1, 1]);
        // Seven points and the baseline itself, for each of two examples.
        attribution.Provenance.GradientEvaluations.ShouldBe(16);
        attribution.Provenance.Seed.ShouldBe(3);
        attribution.Provenance.Method.ShouldBe("integrated-gradients");
        attribution.Provenance.Settings["steps"].ShouldBe("7");
        attribution.Provenance.Settings["quadrature"].ShouldBe("gauss-legendre");
        attribution.Provenance.Settings["target"].ShouldBe("1");
        attribution.Provenance.Settings["baseline"].ShouldBe("0.5");
        for (var e = 0; e < 2; e++)
        {
            var sum = attribution.Values["x"].Rows(e, 1).ToDoubles().Sum();
            var gap = sum - (attribution.Output.ToDoubles()[e] - attribution.BaselineOutput.ToDoubles()[e]);
            attribution.CompletenessGap.ToDoubles()[e].ShouldBe(gap, 1e-6);
        }
    }

    [Fact]
    public void MultiplyByInputs_LeftOut_GivesTheMeanGradientAndClaimsNoCompleteness()
    {
        using var network = new Network(SmallModels.Cnn);
        var x = SmallModels.Random(16, 2, 2, 8, 8);
        var question = Question.About(network, x);
        var whole = new IntegratedGradients().Explain(network, question);
        var mean = new IntegratedGradients { MultiplyByInputs = false }.Explain(network, question);
        var product = mean.Of("x").Zip(x.ToDoubles(), (g, v) => g * v).ToArray();
        Distance.Largest(product, whole.Of("x")).ShouldBeLessThan(1e-6);
        mean.CompletenessGap.ToDoubles().ShouldAllBe(gap => double.IsNaN(gap));
    }

    [Fact]
    public void Explain_SeveralInputs_SharesOneDifferenceAmongThem()
    {
        var model = SmallModels.Of(b =>
            ReduceSum(
                b.Input("a", ElementType.Float32, Dim.Batch, 3) * b.Input("b", ElementType.Float32, Dim.Batch, 3),
                [1],
                keepDims: false
            )
        );
        var (a, b) = (SmallModels.Random(17, 2, 3), SmallModels.Random(18, 2, 3));
        var from = SmallModels.Random(19, 2, 3);
        var attribution = Integrate(
            model,
            new(Inputs(("a", a), ("b", b)))
            {
                Target = Target.At(),
                Baselines = ImmutableDictionary<string, Baseline>.Empty.Add("b", Baseline.Given(from)),
            },
            steps: 2
        );
        // Along a(α) = αa, b(α) = c + α(b − c): Rₐ = a·∫b(α)dα and R_b = (b − c)·∫αa dα.
        var means = b.ToDoubles().Zip(from.ToDoubles(), (to, c) => (to + c) / 2);
        Distance.Largest(attribution.Of("a"), [.. a.ToDoubles().Zip(means, (v, m) => v * m)]).ShouldBeLessThan(1e-6);
        var differences = b.ToDoubles().Zip(from.ToDoubles(), (to, c) => to - c);
        Distance
            .Largest(attribution.Of("b"), [.. differences.Zip(a.ToDoubles(), (d, v) => d * v / 2)])
            .ShouldBeLessThan(1e-6);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1e-6);
        attribution.Provenance.Settings["baseline/b"].ShouldBe("given float[2,3]");
    }

    [Fact]
    public void Explain_IntegerSideInput_IsHeldAndCannotBeExplained()
    {
        var ids = Tensor.Of([1L, 2, 3, 6, 0, 2], 2, 3);
        var x = SmallModels.Random(20, 2, 4);
        var question = new Question(Inputs(("ids", ids), ("x", x))) { Target = Target.At(), Features = ["x"] };
        var attribution = Integrate(SmallModels.Gated, question, steps: 2);
        // y = Σ g·x² along a straight line from 0: every term keeps its own share.
        using var network = new Network(SmallModels.Gated);
        var gate = new PlainGradient(SmallModels.Gated, Target.At(), "gate").Run(question.Inputs)["gate"];
        var expected = gate.ToDoubles().Zip(x.ToDoubles(), (g, v) => g * v * v).ToArray();
        Distance.Largest(attribution.Of("x"), expected).ShouldBeLessThan(1e-6);
        attribution.Values.Keys.ShouldBe(["x"]);
        Should
            .Throw<ModelException>(() => Integrate(SmallModels.Gated, question with { Features = ["ids"] }))
            .Message.ShouldContain("int64");
    }

    [Fact]
    public void Explain_FixedBatchOfOne_RunsPointByPointAndExampleByExample()
    {
        // The constant shape [1, 12] would break every larger batch.
        var weights = SmallModels.Random(21, 12, 2);
        Model Flat(Dim batch, long rows) =>
            SmallModels.Of(b =>
            {
                var x = b.Input("x", ElementType.Float32, batch, 3, 4);
                return MatMul(Relu(Reshape(x, rows, 12)), b.Constant(weights));
            });
        var x = SmallModels.Random(22, 3, 3, 4);
        var question = new Question(Inputs(("x", x))) { Target = Target.Class(1), Baseline = Baseline.Constant(-0.3) };
        var bound = Integrate(Flat(1, 1), question, steps: 50);
        var free = Integrate(Flat(Dim.Batch, -1), question, steps: 50);
        Distance.Largest(bound.Of("x"), free.Of("x")).ShouldBeLessThan(1e-6);
        Distance.Largest(bound.Output.ToDoubles(), free.Output.ToDoubles()).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Explain_Float64Model_KeepsItsPrecision()
    {
        var model = SmallModels.Of(b => Exp(Squeeze(b.Input("x", ElementType.Float64, Dim.Batch, 1), 1)));
        var question = new Question(Inputs(("x", Tensor.Of([1.0], 1, 1)))) { Target = Target.At() };
        Integrate(model, question).Of("x")[0].ShouldBe(Math.E - 1, 1e-13);
    }
}
