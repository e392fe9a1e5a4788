using System.Collections.Immutable;
using static Ascribe.Cli.Methods.MethodOptions;

namespace Ascribe.Cli.Methods;

/// <summary>Methods that look at the example itself, or around it, and compare with no baseline.</summary>
internal static class GradientMethods
{
    public static ImmutableArray<MethodSpec> All { get; } =
    [
        .. new MethodSpec[]
        {
            new("saliency", [Signed], s => new Saliency { Absolute = !s.Get(Signed) }),
            new("gradient-x-input", [], _ => new GradientTimesInput()),
            new("smoothgrad", [Samples, Stdev], s => Smooth(s, GradientStatistic.Mean)),
            new("smoothgrad-squared", [Samples, Stdev], s => Smooth(s, GradientStatistic.Square)),
            new("vargrad", [Samples, Stdev], s => Smooth(s, GradientStatistic.Variance)),
            new("grad-cam", [Signed], s => new GradCam { Relu = !s.Get(Signed) }),
            new("guided-grad-cam", [], s => new GuidedGradCam(s.Question.Features is [var layer] ? layer : null))
            {
                AttributesToInputs = true,
            },
            new("guided-backpropagation", [], _ => new GuidedBackpropagation()),
            new("deconvolution", [], _ => new Deconvolution()),
            new("activation", [], _ => new Activation()),
        }.Select(m => m with { HasBaseline = false }),
    ];

    private static SmoothGrad Smooth(MethodSettings settings, GradientStatistic statistic)
    {
        var usual = new SmoothGrad { Statistic = statistic };
        usual = usual with { Samples = settings.Get(Samples) ?? usual.Samples };
        return settings.Get(Stdev) is { } noise
            ? usual with
            {
                Noise = noise.Number,
                AbsoluteNoise = !noise.IsShare,
            }
            : usual;
    }
}
