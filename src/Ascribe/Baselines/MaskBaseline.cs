using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe;

/// <summary>
/// The feature itself, attenuated as little as it takes for the target to vanish: A times the smaller of a spatial mask and a channel
/// mask, each in [0, 1] and found by itself.
/// </summary>
/// <remarks>
/// A mask s minimizes f(s⊙A)² + λ‖s − 1‖², [OTB] Eq. 7–8, with λ = w·min(q², f²)/n, where q = Σ A ⊙ ∂f/∂A, f is the target at A and n the
/// number of entries. A feature [E, n] or [E] has no positions; it gets one mask over its elements, with the weight of the spatial one.
/// Where the target or q is 0, so is λ; of all masks that then are best, the one closest to 1 is meant.
/// </remarks>
public abstract record MaskBaseline : Baseline
{
    /// <summary>w of the spatial mask; 0.08 in [OTB].</summary>
    public double SpatialPenalty { get; init; } = 0.08;

    /// <summary>w of the channel mask; 0.1 in [OTB].</summary>
    public double ChannelPenalty { get; init; } = 0.1;

    /// <summary>The axis of the channels, from the end where negative; all others behind the batch are spatial.</summary>
    public int ChannelAxis { get; init; } = 1;

    /// <summary>The masks, and the feature times the smaller of them, which is the baseline.</summary>
    /// <exception cref="ModelException">The target is not known or not finite, or a setting makes no sense.</exception>
    public FeatureMasks Masks(BaselineSite site)
    {
        var target = site.RequireTarget(this);
        if (!(SpatialPenalty >= 0 && ChannelPenalty >= 0))
            throw new ModelException(
                $"the penalties of masks are {SpatialPenalty} and {ChannelPenalty}; neither can be below 0."
            );
        site = site with { Value = site.Value.Widened() };
        var layout = FeatureLayout.Of(site, ChannelAxis);
        var groups = layout.Channel is null ? [layout.Elements()] : new[] { layout.Positions(), layout.ByChannel() };
        FeatureRows[] examples =
        [
            .. Enumerable.Range(0, (int)site.Value.Shape[0]).Select(e => new FeatureRows(e, site.Value.Rows(e, 1))),
        ];
        var problems = examples.Zip(target.Gradients(examples)).SelectMany(p => Problems(p.First, p.Second, groups));
        var masks = Minimize([.. problems], site, target);
        return FeatureMasks.Of(site, groups, [.. masks.Chunk(groups.Length)]);
    }

    /// <inheritdoc/>
    public sealed override Tensor Of(BaselineSite site) => Masks(site).Product;

    /// <summary>The mask of each problem; those of one example follow each other.</summary>
    private protected abstract double[][] Minimize(MaskProblem[] problems, BaselineSite site, TargetFunction target);

    private IEnumerable<MaskProblem> Problems(FeatureRows at, TargetGradient slope, MaskGroups[] groups) =>
        groups.Select(
            (g, kind) =>
                MaskProblem.Of(
                    at.Example,
                    at.Rows,
                    slope.Values[0],
                    slope.Gradient,
                    g,
                    kind == 0 ? SpatialPenalty : ChannelPenalty
                )
        );
}
