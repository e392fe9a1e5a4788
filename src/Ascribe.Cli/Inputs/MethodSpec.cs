using System.Collections.Immutable;
using Ascribe.Estimators;

namespace Ascribe.Cli.Inputs;

/// <summary>A method on the command line.</summary>
/// <param name="Name">What --method says.</param>
/// <param name="Takes">The options that have a meaning for it.</param>
/// <param name="Make">Makes it of what its options say.</param>
internal sealed record MethodSpec(
    string Name,
    ImmutableArray<MethodOption> Takes,
    Func<MethodSettings, AttributionMethod> Make
)
{
    /// <summary>Every method, the usual one first.</summary>
    public static ImmutableArray<MethodSpec> All { get; } =
    [
        new("integrated-gradients", [MethodOption.Steps, MethodOption.Quadrature], Straight),
        new(
            "shapley-ig",
            [
                MethodOption.Steps,
                MethodOption.Quadrature,
                MethodOption.Players,
                MethodOption.Samples,
                MethodOption.CoalitionSizes,
                MethodOption.Paired,
                MethodOption.Share,
                MethodOption.Normalize,
                MethodOption.CoalitionsAs,
                MethodOption.Coalitions,
                MethodOption.Precision,
            ],
            Coalitional
        ),
        new(
            "block-shapley-ig",
            [
                MethodOption.Steps,
                MethodOption.Quadrature,
                MethodOption.Players,
                MethodOption.Samples,
                MethodOption.Blocks,
                MethodOption.Paired,
                MethodOption.Precision,
            ],
            InBlocks
        ),
        .. ShapleyEstimator.All.Select(Estimating),
        new(
            "expected-gradients",
            [MethodOption.Samples, MethodOption.References, MethodOption.Precision],
            s => Expected(s, 0)
        ),
        new(
            "gradient-shap",
            [MethodOption.Samples, MethodOption.References, MethodOption.Noise, MethodOption.Precision],
            s => Expected(s, NoiseOf(s))
        ),
    ];

    /// <summary>The method of a name.</summary>
    public static MethodSpec Find(string name) => All.Single(m => m.Name == name);

    /// <summary>Blocks along each side of a picture that play by default; null where every pixel does.</summary>
    /// <remarks>One gradient serves all players; an estimator costs per player, and some more than in proportion.</remarks>
    public int? PlayersPerSide { get; private init; }

    private static IntegratedGradients Straight(MethodSettings settings)
    {
        var usual = new IntegratedGradients();
        return usual with { Steps = settings.Steps ?? usual.Steps, Quadrature = settings.Quadrature };
    }

    private static ShapleyIntegratedGradients Coalitional(MethodSettings settings)
    {
        var usual = new ShapleyIntegratedGradients();
        return usual with
        {
            Players = settings.Players,
            Samples = settings.Samples ?? usual.Samples,
            Precision = settings.Precision,
            Steps = settings.Steps ?? usual.Steps,
            Quadrature = settings.Quadrature,
            Sizes = settings.CoalitionSizes,
            Paired = settings.Paired ?? usual.Paired,
            Share = settings.Share ?? usual.Share,
            Role = settings.CoalitionsAs,
            Normalization = settings.Normalization,
            Coalitions = settings.Coalitions,
        };
    }

    private static BlockShapleyIntegratedGradients InBlocks(MethodSettings settings)
    {
        var usual = new BlockShapleyIntegratedGradients();
        return usual with
        {
            Players = settings.Players,
            Samples = settings.Samples ?? usual.Samples,
            Precision = settings.Precision,
            Steps = settings.Steps ?? usual.Steps,
            Quadrature = settings.Quadrature,
            Blocks = settings.Blocks ?? usual.Blocks,
            Antithetic = settings.Paired ?? usual.Antithetic,
        };
    }

    private static MethodSpec Estimating(ShapleyEstimator estimator)
    {
        var (perSide, options) = estimator switch
        {
            ExactShapley => (3, Array.Empty<MethodOption>()),
            // Its errors are not known, so that nothing can be stopped by them.
            EffectiveShapley => (5, [MethodOption.Budget, MethodOption.Samples]),
            PermutationSampling => (7, [MethodOption.Budget, MethodOption.Precision, MethodOption.Paired]),
            _ => (7, [MethodOption.Budget, MethodOption.Precision]),
        };
        return new(estimator.Name, [MethodOption.Players, .. options], settings => Estimated(estimator, settings))
        {
            PlayersPerSide = perSide,
        };
    }

    private static ShapleyValues Estimated(ShapleyEstimator estimator, MethodSettings settings)
    {
        var usual = new ShapleyValues();
        return usual with
        {
            Estimator = estimator switch
            {
                PermutationSampling p => p with { Antithetic = settings.Paired ?? p.Antithetic },
                EffectiveShapley e => e with { Draws = settings.Samples ?? e.Draws },
                _ => estimator,
            },
            Players = settings.Players,
            Budget = settings.Budget ?? usual.Budget,
            Precision = settings.Precision,
        };
    }

    private static ExpectedGradients Expected(MethodSettings settings, double noise)
    {
        var usual = new ExpectedGradients();
        return usual with
        {
            Samples = settings.Samples ?? usual.Samples,
            References = settings.References,
            Noise = noise,
            Precision = settings.Precision,
        };
    }

    private static double NoiseOf(MethodSettings settings) =>
        settings.Noise
        ?? throw new UsageException(
            $"gradient-shap needs {MethodOption.Noise.Written()}: the standard deviation of what is added to the features, in their own units."
        );
}
