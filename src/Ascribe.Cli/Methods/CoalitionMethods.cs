using System.Collections.Immutable;
using System.CommandLine;
using Ascribe.Estimators;
using static Ascribe.Cli.Methods.MethodOptions;

namespace Ascribe.Cli.Methods;

/// <summary>Methods that average over coalitions of players, or over references.</summary>
internal static class CoalitionMethods
{
    public static ImmutableArray<MethodSpec> All { get; } =
    [
        new(
            "shapley-ig",
            [
                MethodOptions.Players,
                Samples,
                Steps,
                MethodOptions.Quadrature,
                Paired,
                Precision,
                CoalitionSizes,
                Share,
                Normalize,
                CoalitionsAs,
                Coalitions,
            ],
            Integrated
        ),
        new(
            "block-shapley-ig",
            [MethodOptions.Players, Samples, Steps, MethodOptions.Quadrature, Blocks, Paired, Precision],
            InBlocks
        ),
        .. ShapleyEstimator.All.Select(Estimating),
        new("expected-gradients", [Samples, References, Precision], s => Expected(s, 0)),
        new("gradient-shap", [Samples, References, Stdev, Precision], s => Expected(s, NoiseOf(s))),
    ];

    /// <summary>What is about drawing coalitions.</summary>
    public static ImmutableArray<Option> Drawing => [Samples, CoalitionSizes, Paired, Share];

    private static ShapleyIntegratedGradients Integrated(MethodSettings settings)
    {
        var usual = new ShapleyIntegratedGradients();
        return usual with
        {
            Players = settings.Players(),
            Samples = settings.Get(Samples) ?? usual.Samples,
            Precision = settings.Get(Precision),
            Steps = settings.Get(Steps) ?? usual.Steps,
            Quadrature = settings.Quadrature,
            Sizes = Games.CoalitionSizes.Known.Single(s => s.Name == settings.Get(CoalitionSizes)),
            Paired = settings.Get(Paired) ?? usual.Paired,
            Share = settings.Get(Share) ?? usual.Share,
            Role = settings.Word<CoalitionRole>(CoalitionsAs),
            Normalization = settings.Word<Normalization>(Normalize),
            Coalitions = settings.Get(Coalitions) is { } file ? CoalitionsFile.Read(file) : [],
        };
    }

    private static BlockShapleyIntegratedGradients InBlocks(MethodSettings settings)
    {
        var usual = new BlockShapleyIntegratedGradients();
        return usual with
        {
            Players = settings.Players(),
            Samples = settings.Get(Samples) ?? usual.Samples,
            Precision = settings.Get(Precision),
            Steps = settings.Get(Steps) ?? usual.Steps,
            Quadrature = settings.Quadrature,
            Blocks = settings.Get(Blocks) ?? usual.Blocks,
            Antithetic = settings.Get(Paired) ?? usual.Antithetic,
        };
    }

    /// <summary>An estimator. One gradient serves all players, but an estimator costs per player, and some more than in proportion.</summary>
    private static MethodSpec Estimating(ShapleyEstimator estimator)
    {
        var (perSide, options) = estimator switch
        {
            ExactShapley => (3, Array.Empty<Option>()),
            // Its errors are not known, so that nothing can be stopped by them.
            EffectiveShapley => (5, [Budget, Samples]),
            PermutationSampling => (7, [Budget, Precision, Paired]),
            _ => (7, [Budget, Precision]),
        };
        return new(
            estimator.Name,
            [MethodOptions.Players, .. options],
            settings => Estimated(estimator, perSide, settings)
        );
    }

    private static ShapleyValues Estimated(ShapleyEstimator estimator, int perSide, MethodSettings settings)
    {
        var usual = new ShapleyValues();
        return usual with
        {
            Estimator = estimator switch
            {
                PermutationSampling p => p with { Antithetic = settings.Get(Paired) ?? p.Antithetic },
                EffectiveShapley e => e with { Draws = settings.Get(Samples) ?? e.Draws },
                _ => estimator,
            },
            Players = settings.Players(perSide),
            Budget = settings.Get(Budget) ?? usual.Budget,
            Precision = settings.Get(Precision),
        };
    }

    private static ExpectedGradients Expected(MethodSettings settings, double noise)
    {
        var usual = new ExpectedGradients();
        return usual with
        {
            Samples = settings.Get(Samples) ?? usual.Samples,
            References = settings.References,
            Noise = noise,
            Precision = settings.Get(Precision),
        };
    }

    private static double NoiseOf(MethodSettings settings) =>
        settings.Get(Stdev) is { IsShare: false } noise
            ? noise.Number
            : throw new UsageException(
                $"gradient-shap needs {Stdev.Name}: the standard deviation of what is added to the features, in their own units."
            );
}
