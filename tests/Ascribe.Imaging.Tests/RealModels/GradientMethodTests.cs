using System.Collections.Immutable;
using Ascribe.Players;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>Methods that follow gradients or take something away, on a photo.</summary>
public sealed class GradientMethodTests
{
    private static readonly ImmutableSortedDictionary<string, AttributionMethod> Methods = new AttributionMethod[]
    {
        new Saliency(),
        new GradientTimesInput(),
        new SmoothGrad { Samples = 3 },
        new GradCam(),
        new GuidedBackpropagation(),
        new Deconvolution(),
        new Occlusion(),
        new FeatureAblation { Players = PlayerDivision.Channels },
        new ImportantDirectionIntegration { Steps = 5 },
        new GuidedIntegratedGradients { Steps = 5 },
        new InternalInfluence { Steps = 5 },
        new Conductance { Steps = 5 },
        new Activation(),
    }.ToImmutableSortedDictionary(m => m.Name, m => m, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Photo_GetsFiniteContributions(string name)
    {
        var model = RealModel.Named("resnet20-cifar10");
        using var network = Network.Load(model.Path);
        var attribution = Methods[name].Explain(network, model.Ask(network));
        var contributions = attribution.Values.Values.Single().ToDoubles();
        contributions.ShouldAllBe(c => double.IsFinite(c));
        contributions.ShouldContain(c => Math.Abs(c) > 1e-6);
        attribution.Output.ToDoubles()[0].ShouldBe(model.Output, 1e-3);
    }

    [Fact]
    public void UnitsThatClipFromZero_AreGuided()
    {
        var model = RealModel.Named("mobilenetv2-imagenet");
        using var network = Network.Load(model.Path);
        var question = model.Ask(network);
        var guided = new GuidedBackpropagation().Explain(network, question).Values.Values.Single().ToDoubles();
        var gradient = new Saliency { Absolute = false }
            .Explain(network, question)
            .Values.Values.Single()
            .ToDoubles();
        guided.ShouldContain(v => v != 0);
        guided.Zip(gradient, (a, b) => Math.Abs(a - b)).Max().ShouldBeGreaterThan(0.1 * gradient.Max(Math.Abs));
    }

    [Fact]
    public void Tolerance_IsMetOnAPhoto()
    {
        var model = RealModel.Named("tinyvgg-10class");
        using var network = Network.Load(model.Path);
        var attribution = new IntegratedGradients { Tolerance = 0.002 }.Explain(network, model.Ask(network));
        Math.Abs(attribution.CompletenessGap.ToDoubles()[0]).ShouldBeLessThan(0.002 * model.Difference);
        attribution.Warnings.ShouldBeEmpty();
    }
}
