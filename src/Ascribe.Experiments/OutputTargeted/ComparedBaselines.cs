using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>The eight baselines that are compared at layers.</summary>
internal static class ComparedBaselines
{
    /// <summary>The names of the two that follow from the output, [OTB] Eq. 7–9.</summary>
    public static ImmutableArray<string> Targeted { get; } = ["opt", "qa"];

    /// <summary>Why these, for a page.</summary>
    public const string Explanation =
        "Baselines, all at the layer itself. zero: zeros. mean: the element-wise mean over reference photos. random: the layer at one of the reference photos, the same for every example. blur: the layer blurred over its positions, σ = 10. max-distance: each element at whichever end of the layer's range is farther. neutral: the first point on the way to zero where the target is 30 % of what it is at the example; the paper takes 30 % of the mean score of the class, for which we have too few photos a class. opt (Eq. 7–8): the example times the smaller of a spatial and a channel mask that Adam finds so that the target vanishes while the mask stays near 1. qa (Eq. 9): the same masks for the linear function that touches the target, exactly, for one gradient. Which eight the paper compares was not at hand; of neutral, opt and qa the definitions at hand name the paper as the source, the others are in common use.";

    /// <summary>The baselines, those that do not depend on the example being found here.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">About any example.</param>
    /// <param name="layers">Where they will be asked for.</param>
    /// <param name="references">Inputs that are usual, [1, …] each.</param>
    /// <param name="steps">Steps of opt at most.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">There is no such layer, or a reference does not fit.</exception>
    public static ImmutableArray<NamedBaseline> Of(
        Network network,
        Question question,
        ImmutableArray<string> layers,
        ImmutableArray<Tensor> references,
        int steps,
        CancellationToken cancellation
    )
    {
        var input = network.Inputs[0].Name;
        var usual = ReferenceSet.OfInputs(
            references.Select(r => ImmutableDictionary<string, Tensor>.Empty.Add(input, r))
        );
        var means = layers.ToImmutableDictionary(
            layer => layer,
            layer =>
                Baseline.Given(
                    network.Baselines(
                        question with
                        {
                            Features = [layer],
                            Baseline = new MeanBaseline(usual),
                        },
                        cancellation: cancellation
                    )[layer]
                ),
            StringComparer.Ordinal
        );
        return
        [
            new("zero", Baseline.Zero),
            new("mean", Baseline.ByFeature(means)),
            new("random", new RandomBaseline(usual)),
            new("blur", new BlurBaseline()),
            new("max-distance", new MaxDistanceBaseline()),
            new("neutral", new NeutralBaseline()),
            new("opt", new OptimizedMask { MostSteps = steps }),
            new("qa", new QuadraticMask()),
        ];
    }

    /// <summary>Whether a candidate takes one of the two that follow from the output.</summary>
    public static bool IsTargeted(Candidate candidate) =>
        candidate.Baseline is { } baseline && Targeted.Contains(baseline.Name, StringComparer.Ordinal);
}
