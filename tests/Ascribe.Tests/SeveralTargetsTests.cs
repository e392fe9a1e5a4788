using System.Collections.Immutable;
using Ascribe.Estimators;
using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

/// <summary>Several targets in one question, against a question for each.</summary>
public sealed class SeveralTargetsTests
{
    private static readonly Tensor Pictures = SmallModels.Random(91, 3, 2, 8, 8);

    private static readonly ImmutableSortedDictionary<string, AttributionMethod> Methods = new AttributionMethod[]
    {
        new Activation(),
        new BlockShapleyIntegratedGradients { Samples = 4, Steps = 2 },
        new Conductance { Steps = 4 },
        new DeepLift(),
        new DeepShap { References = Inputs(("x", SmallModels.Random(92, 2, 2, 8, 8))) },
        new Deconvolution(),
        new ExpectedGradients { Samples = 6, References = Inputs(("x", SmallModels.Random(92, 2, 2, 8, 8))) },
        new FeatureAblation { Players = PlayerDivision.Pixels },
        new GradCam(),
        new GradientTimesInput(),
        new GuidedBackpropagation(),
        new GuidedGradCam("conv2"),
        new GuidedIntegratedGradients { Steps = 4, MaxDistance = 0.3 },
        new ImportantDirectionIntegration { Steps = 4 },
        new IntegratedGradients { Steps = 8 },
        new InternalInfluence { Steps = 4 },
        new LayerwiseRelevancePropagation(),
        new NeuronConductance(Target.Neuron("conv2", 1, 0, 1)) { Steps = 4 },
        new Occlusion(),
        new Saliency(),
        new ShapleyIntegratedGradients
        {
            Samples = 4,
            Steps = 2,
            Players = PlayerDivision.Pixels,
        },
        new ShapleyValues
        {
            Estimator = new PermutationSampling(),
            Players = PlayerDivision.Patches(4, 4),
            Budget = 64,
        },
        new SmoothGrad { Samples = 4 },
    }.ToImmutableSortedDictionary(m => m.Name, m => m, StringComparer.Ordinal);

    /// <summary>Outputs that are above 0 wherever the input is, and rise with it.</summary>
    private static readonly Model Positive = SmallModels.Of(b =>
    {
        var relu = b.Emit("Relu", [b.Input("x", ElementType.Float32, Dim.Batch, 2, 8, 8)], hint: "relu1");
        var weights = Op.Abs(SmallModels.Weights(b, 95, 128, 3)) / 16;
        return Op.Tanh(Op.MatMul(Op.Reshape(relu, -1, 128), weights));
    });

    private static readonly Tensor PositivePictures = Tensor.Of(
        Array.ConvertAll(SmallModels.Random(96, 3, 2, 8, 8).ToFloats(), MathF.Abs),
        3,
        2,
        8,
        8
    );

    public static TheoryData<string> Names => [.. Methods.Keys];

    public static TheoryData<string> Baselines =>
        ["zero", "given", "input", "blur", "uniform", "random", "quadratic-mask", "optimized-mask", "neutral"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Method_OfTheLargestTwo_ExplainsEachLikeAQuestionOfItsOwn(string name)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, Pictures) with { Target = Target.TopK(2) };
        var scores = network.Run(question.Inputs)[0].Value.ToDoubles().Chunk(3).ToArray();
        AgreesWithSingles(network, Methods[name], question, (e, t) => Target.Class(Ranked(scores[e])[t]));

        static long[] Ranked(double[] row) =>
            [.. row.Index().OrderByDescending(s => s.Item).Select(s => (long)s.Index)];
    }

    [Theory]
    [MemberData(nameof(Baselines))]
    public void Baseline_OfTwoTargets_IsThatOfEach(string name)
    {
        using var network = new Network(Positive);
        var baseline = Named(name);
        Target[] targets = [Target.Class(0), Target.Sum([1], [2])];
        var question = Question.About(network, PositivePictures) with
        {
            Features = ["relu1"],
            Baseline = baseline,
            Target = Target.Each([.. targets]),
        };
        AgreesWithSingles(network, new IntegratedGradients { Steps = 4 }, question, (_, t) => targets[t]);
        var report = BaselineReport.Of(network, question, [baseline])[0];
        for (var t = 0; t < 2; t++)
        {
            var alone = BaselineReport.Of(network, question with { Target = targets[t] }, [baseline])[0];
            for (var e = 0; e < 3; e++)
            {
                report.Output[2 * e + t].ShouldBe(alone.Output[e], 1e-6);
                report.BaselineOutput[2 * e + t].ShouldBe(alone.BaselineOutput[e], 1e-6);
                var (fit, own) = (report.Fits[2 * e + t], alone.Fits[e]);
                fit.Example.ShouldBe(2 * e + t);
                (fit.SpatialMean ?? 0).ShouldBe(own.SpatialMean ?? 0, 1e-6);
                (fit.ChannelMean ?? 0).ShouldBe(own.ChannelMean ?? 0, 1e-6);
            }
        }
    }

    [Fact]
    public void Baseline_ThatDoesNotFollowFromTheTarget_IsFoundOnce()
    {
        using var network = new Network(SmallModels.Cnn);
        var counted = new Counted();
        var question = Question.About(network, Pictures) with { Target = Target.TopK(3), Baseline = counted };
        new Saliency().Explain(network, question);
        counted.Found.ShouldBe(0);
        new IntegratedGradients { Steps = 2 }.Explain(network, question);
        counted.Found.ShouldBe(1);
    }

    [Fact]
    public void Players_GivenForEachExample_AreThoseOfAllItsTargets()
    {
        using var network = new Network(SmallModels.Cnn);
        var ids = Tensor.Of(
            [.. Enumerable.Range(0, 3 * 64).Select(i => (long)(i % 64 * (i / 64 + 1) / 32))],
            3,
            1,
            8,
            8
        );
        var division = PlayerDivision.Given(Inputs(("x", ids)));
        Target[] targets = [Target.Class(2), Target.Class(0)];
        var question = Question.About(network, Pictures) with { Target = Target.Each([.. targets]) };
        AgreesWithSingles(network, new FeatureAblation { Players = division }, question, (_, t) => targets[t]);
    }

    [Fact]
    public void TopK_OfAllEntries_OrdersThem()
    {
        var scores = Tensor.Of([1f, 3, 3, -2, 5, 0], 2, 3);
        var weights = Target.TopK(3).Weights(scores);
        weights.Shape.ShouldBe([6, 3]);
        weights.ToDoubles().ShouldBe([0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]);
        Target.TopK(3).Count.ShouldBe(3);
        Target.TopK(3).ToString().ShouldBe("top3");
    }

    [Fact]
    public void Each_OfOthersThatAreSeveral_GivesThemInOrder()
    {
        var scores = Tensor.Of([1f, 3, 2, -2, 5, 0], 2, 3);
        var target = Target.Each(Target.Class(2), Target.TopK(2));
        target.Count.ShouldBe(3);
        target.ToString().ShouldBe("2;top2");
        target.Weights(scores).ToDoubles().ShouldBe([0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1]);
        Target.Each(Target.Neuron("conv2", 1, 0, 0), Target.Neuron("conv2", 2, 0, 0)).ValueName.ShouldBe("conv2");
    }

    [Fact]
    public void Targets_ThatCannotBe_AreRefused()
    {
        Should.Throw<ModelException>(() => Target.TopK(0)).Message.ShouldContain("at least 1");
        Should.Throw<ModelException>(() => Target.Each()).Message.ShouldContain("no target");
        var mixed = Should.Throw<ModelException>(() => Target.Each(Target.Class(1), Target.Neuron("conv2", 1, 0, 0)));
        mixed.Message.ShouldContain("conv2");
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, Pictures) with { Target = Target.TopK(4) };
        Should
            .Throw<ModelException>(() => new Saliency().Explain(network, question))
            .Message.ShouldContain("an example has 3");
        Should.Throw<ModelException>(() => network.Differentiate(Target.TopK(2))).Message.ShouldContain("2 scalars");
        var gate = new NeuronConductance(Target.TopK(2) with { ValueName = "conv2" });
        Should.Throw<ModelException>(() => gate.Explain(network, question)).Message.ShouldContain("not one neuron");
    }

    private static Baseline Named(string name) =>
        name switch
        {
            "given" => Baseline.Given(SmallModels.Random(94, 3, 2, 8, 8)),
            "input" => Baseline.AtInput(Baseline.Constant(0.1)),
            "blur" => new BlurBaseline { Sigma = 1 },
            "uniform" => new UniformBaseline(),
            "random" => new RandomBaseline(ReferenceSet.OfInputs(Inputs(("x", SmallModels.Random(93, 4, 2, 8, 8))))),
            "quadratic-mask" => new QuadraticMask(),
            "optimized-mask" => new OptimizedMask { MostSteps = 20 },
            "neutral" => new NeutralBaseline { MeanScores = [0.1, 0.2, 0.3] },
            _ => Baseline.Zero,
        };

    /// <summary>Rows e·k + t are those of example e in a question about its target t alone.</summary>
    private static void AgreesWithSingles(
        Network network,
        AttributionMethod method,
        Question question,
        Func<int, int, Target> own
    )
    {
        var together = method.Explain(network, question);
        var count = question.Target.Count;
        var values = together.Values.Single().Value;
        values.Shape[0].ShouldBe(3 * count);
        values.ToDoubles().ShouldContain(v => Math.Abs(v) > 1e-4);
        for (var e = 0; e < 3; e++)
        for (var t = 0; t < count; t++)
        {
            var alone = method.Explain(network, question with { Target = own(e, t) });
            var row = e * count + t;
            var expected = alone.Values.Single().Value.Rows(e, 1).ToDoubles();
            Distance.Largest(values.Rows(row, 1).ToDoubles(), expected).ShouldBeLessThan(1e-5);
            together.Entries[row].ShouldBe(alone.Entries[e]);
            together.Output.ToDoubles()[row].ShouldBe(alone.Output.ToDoubles()[e], 1e-6);
            together.Scores.Rows(row, 1).ContentEquals(alone.Scores.Rows(e, 1)).ShouldBeTrue();
            Same(together.BaselineOutput, alone.BaselineOutput, row, e);
            Same(together.CompletenessGap, alone.CompletenessGap, row, e);
            if (!alone.StandardErrors.IsEmpty)
                Distance
                    .Largest(
                        together.StandardErrors.Single().Value.Rows(row, 1).ToDoubles(),
                        alone.StandardErrors.Single().Value.Rows(e, 1).ToDoubles()
                    )
                    .ShouldBeLessThan(1e-5);
        }
    }

    private static void Same(Tensor together, Tensor alone, int row, int example)
    {
        var (found, expected) = (together.ToDoubles()[row], alone.ToDoubles()[example]);
        (double.IsNaN(found) && double.IsNaN(expected) || Math.Abs(found - expected) < 1e-5).ShouldBeTrue();
    }

    /// <summary>Zeros that count how often they are wanted.</summary>
    private sealed record Counted : Baseline
    {
        public int Found { get; private set; }

        public override Tensor Of(BaselineSite site)
        {
            Found++;
            return Zero.Of(site);
        }
    }
}
