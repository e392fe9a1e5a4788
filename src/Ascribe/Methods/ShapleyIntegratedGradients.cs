using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Sampling;

namespace Ascribe;

/// <summary>
/// Shapley integrated gradients: the mean of integrated gradients over baselines d_S, which are x on a drawn coalition S of
/// players and the default value x' elsewhere.
/// </summary>
/// <remarks>
/// "A New Baseline Assumption of Integrated Gradients Based on Shapley Value", arXiv 2310.04821, Algorithm 1, [SIG]; the roles of
/// coalitions are from its earlier version, "The Effective Coalitions of Shapley Value for Integrated Gradients", [ES]. Elements
/// in S get nothing from d_S, so that the mean does not sum to F(x) − F(x'): for a linear F and uniform sizes it is
/// w_i·x_i·(N + 1)/(2N). It is no unbiased estimator of the Shapley value: where F is not linear between S and x an error remains
/// that no number of samples removes.
/// </remarks>
public sealed record ShapleyIntegratedGradients : SampledPathMethod
{
    /// <summary>Points from each baseline to the example.</summary>
    public override int Steps { get; init; } = 20;

    /// <summary>How likely each size of a coalition is.</summary>
    public CoalitionSizes Sizes { get; init; } = CoalitionSizes.Uniform;

    /// <summary>Whether coalitions are drawn in pairs that vary less together; see <see cref="CoalitionSampler.Paired"/>.</summary>
    public bool Paired { get; init; }

    /// <summary>Q: the share of all coalitions that may be drawn; see <see cref="CoalitionSampler.Share"/>.</summary>
    public double Share { get; init; } = 1;

    /// <summary>What the coalitions are for.</summary>
    public CoalitionRole Role { get; init; } = CoalitionRole.Baseline;

    /// <summary>What becomes of the mean.</summary>
    public Normalization Normalization { get; init; } = Normalization.Raw;

    /// <summary>Coalitions to take instead of drawing them; empty to draw. Their number stands for <see cref="SampledPathMethod.Samples"/>.</summary>
    public ImmutableArray<Coalition> Coalitions { get; init; } = [];

    /// <inheritdoc/>
    public override string Name => "shapley-ig";

    private protected override bool IsComplete =>
        Normalization == Normalization.Efficient || (Role == CoalitionRole.Both && Normalization == Normalization.Raw);

    // Conditioning on absence is about single draws.
    private protected override int Together =>
        Paired && Coalitions.IsEmpty && Normalization != Normalization.Absence ? 2 : 1;

    private protected override IEnumerable<KeyValuePair<string, string>> OwnSettings =>
        [
            KeyValuePair.Create("normalization", Normalization.ToString().ToLowerInvariant()),
            KeyValuePair.Create("coalitions-as", Role.ToString().ToLowerInvariant()),
            .. Coalitions.IsEmpty
                ?
                [
                    KeyValuePair.Create("coalition-sizes", Sizes.Name),
                    KeyValuePair.Create("paired", Paired ? "true" : "false"),
                    KeyValuePair.Create("share", Share.ToString(CultureInfo.InvariantCulture)),
                ]
                : new[] { KeyValuePair.Create("coalitions", "given") },
        ];

    private protected override string Remedy => Coalitions.IsEmpty ? base.Remedy : "give more coalitions";

    private protected override int DrawCount => Coalitions.IsEmpty ? Samples : Coalitions.Length;

    private protected override int MostLegs(int players) => Role == CoalitionRole.Both ? 2 : 1;

    private protected override IEnumerable<PathSample> Draw(int players, int seed)
    {
        var (nobody, everybody) = (Coalition.Empty(players), Coalition.All(players));
        var coalitions = Coalitions.IsEmpty
            ? new CoalitionSampler(players)
            {
                Sizes = Sizes,
                Paired = Paired,
                Share = Share,
            }.Draw(Samples, seed)
            : Given(players);
        return coalitions.Select(s =>
            Role switch
            {
                CoalitionRole.Baseline => PathSample.Of((s, everybody)),
                CoalitionRole.Example => PathSample.Of((nobody, s)),
                _ => PathSample.Of((nobody, s), (s, everybody)),
            }
        );
    }

    private protected override double[] Factors(SampleMean mean, double difference) =>
        Normalization switch
        {
            Normalization.Absence => [.. mean.Entered.Select(count => count == 0 ? 0 : (double)mean.Samples / count)],
            Normalization.Efficient => [.. Enumerable.Repeat(Efficient(mean, difference), mean.Entered.Length)],
            _ => base.Factors(mean, difference),
        };

    private static double Efficient(SampleMean mean, double difference)
    {
        var sum = TensorPrimitives.Sum<double>(mean.Elements.Mean);
        if (sum == 0 && difference != 0)
            throw new ModelException(
                $"the contributions sum to 0 and cannot be scaled to F(x) − F(b) = {difference.ToString("G4", CultureInfo.InvariantCulture)}; draw more samples, or do not normalize."
            );
        return sum == 0 ? 1 : difference / sum;
    }

    private ImmutableArray<Coalition> Given(int players)
    {
        if (Coalitions[0].Players != players)
            throw new ModelException(
                $"the coalitions given are of {Coalitions[0].Players} players, but the features have {players}."
            );
        return Coalitions;
    }
}
