using System.Collections.Immutable;
using Ascribe.Players;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

/// <summary>What holds of every method that follows gradients or takes something away.</summary>
public sealed class EveryMethodTests
{
    private static readonly Target Neuron = Target.Neuron("conv2", 1, 0, 1);

    private static readonly ImmutableSortedDictionary<string, AttributionMethod> Methods = new Dictionary<
        string,
        AttributionMethod
    >
    {
        ["activation"] = new Activation(),
        ["conductance"] = new Conductance { Steps = 6 },
        ["deconvolution"] = new Deconvolution(),
        ["feature-ablation"] = new FeatureAblation { Players = PlayerDivision.Pixels },
        ["gradient-x-input"] = new GradientTimesInput(),
        ["grad-cam"] = new GradCam(),
        ["grad-cam of channels"] = new GradCam { SumChannels = false, Relu = false },
        ["guided-backpropagation"] = new GuidedBackpropagation(),
        ["guided-grad-cam"] = new GuidedGradCam("conv2"),
        ["guided-integrated-gradients"] = new GuidedIntegratedGradients { Steps = 6, MaxDistance = 0.3 },
        ["idgi"] = new ImportantDirectionIntegration { Steps = 6 },
        ["integrated-gradients to a tolerance"] = new IntegratedGradients { Tolerance = 0.01 },
        ["internal-influence"] = new InternalInfluence { Steps = 6 },
        ["neuron-conductance"] = new NeuronConductance(Neuron) { Steps = 6 },
        ["occlusion"] = new Occlusion(),
        ["saliency"] = new Saliency(),
        ["smoothgrad"] = new SmoothGrad { Samples = 5 },
        ["vargrad"] = new SmoothGrad { Samples = 5, Statistic = GradientStatistic.Variance },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Eight_AreExplainedLikeEachAlone(string name)
    {
        var pictures = SmallModels.Random(81, 8, 2, 8, 8);
        AgreesWithSingles(Methods[name], pictures, []);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Eight_AtALayer_AreExplainedLikeEachAlone(string name)
    {
        var pictures = SmallModels.Random(82, 8, 2, 8, 8);
        AgreesWithSingles(Methods[name], pictures, ["relu1"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NumberOfWorkers_ChangesNothing(string name)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(83, 3, 2, 8, 8));
        var (one, many) = (Explain(1).Values.Single(), Explain(3).Values.Single());
        many.Value.ToDoubles().ShouldBe(one.Value.ToDoubles());
        one.Value.ToDoubles().ShouldContain(v => v != 0);

        Attribution Explain(int workers) =>
            Methods[name].Explain(network, question, new Execution { Workers = workers, MicroBatch = 2 });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Explain_Cancelled_Ends(string name)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(84, 1, 2, 8, 8));
        Should.Throw<OperationCanceledException>(() =>
            Methods[name].Explain(network, question, cancellation: new CancellationToken(canceled: true))
        );
    }

    private static void AgreesWithSingles(AttributionMethod method, Tensor pictures, ImmutableArray<string> features)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, pictures) with { Features = features, Target = Target.Class(1) };
        var together = method.Explain(network, question).Values.Single();
        // Grad-CAM looks at the last map where no layer is named, all others at the input.
        together.Key.ShouldBe(features.FirstOrDefault(method is GradCam ? "relu2" : "x"));
        together.Value.Shape[0].ShouldBe(8);
        together.Value.ToDoubles().ShouldContain(v => Math.Abs(v) > 1e-4);
        for (var e = 0; e < 8; e++)
        {
            var single = question with { Inputs = Inputs(("x", pictures.Rows(e, 1))) };
            var alone = method.Explain(network, single).Values.Single().Value;
            Distance.Largest(together.Value.Rows(e, 1).ToDoubles(), alone.ToDoubles()).ShouldBeLessThan(1e-5);
        }
    }
}
