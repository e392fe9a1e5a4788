using System.Collections.Immutable;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

/// <summary>Features without a model.</summary>
internal static class Site
{
    /// <summary>An input <c>x</c> of this value.</summary>
    public static BaselineSite Of(Tensor value, TargetFunction? target = null, int seed = 0) =>
        new("x", value, Inputs(("x", value)), inputs => inputs["x"]) { Target = target, Seed = seed };

    public static double[] Numbers(this Baseline baseline, Tensor value, int seed = 0) =>
        baseline.Of(Of(value, seed: seed)).ToDoubles();

    /// <summary>Every baseline that is found without a target.</summary>
    public static ImmutableSortedDictionary<string, Baseline> Plain(long[] shape) =>
        new Dictionary<string, Baseline>
        {
            ["zero"] = Baseline.Zero,
            ["constant"] = Baseline.Constant(0.25),
            ["given"] = Baseline.Given(SmallModels.Random(3, [1, .. shape[1..]])),
            ["mean"] = new MeanBaseline(ReferenceSet.Of(SmallModels.Random(4, [5, .. shape[1..]]))),
            ["random"] = new RandomBaseline(ReferenceSet.Of(SmallModels.Random(4, [5, .. shape[1..]]))),
            ["blur"] = new BlurBaseline { Sigma = 1 },
            ["uniform"] = new UniformBaseline(),
            ["gaussian"] = new GaussianBaseline(),
            ["max-distance"] = new MaxDistanceBaseline(),
            ["surrounding"] = new SurroundingBaseline { Patch = 1 },
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
