using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// The nearest point on the way from the feature towards another baseline where the target equals a decision value: where the model is
/// about to change its mind.
/// </summary>
/// <remarks>
/// The way is the straight line A + α(B − A), α from 0 to 1. The target is taken at <see cref="Points"/> even places on it; where it
/// first passes the decision value, bisection follows. What it passes and passes back between two places is not seen. A target that
/// jumps over the value gets the point on the nearer side of the jump.
/// </remarks>
public sealed record NeutralBaseline : Baseline
{
    // Single precision tells no two points apart that lie closer.
    private const int Bisections = 32;

    /// <summary>The decision value, in units of the target; null for a <see cref="Share"/>.</summary>
    public double? Decision { get; init; }

    /// <summary>
    /// The mean of the target's value over many examples, entry by entry, usually one number per class. The decision value of an example
    /// is then the <see cref="Share"/> of the mean of its own class, as in [OTB]; where they are not known, of the target at the example.
    /// </summary>
    public ImmutableArray<double> MeanScores { get; init; } = [];

    /// <summary>The share of the class's mean score, or of the target at the example.</summary>
    public double Share { get; init; } = 0.3;

    /// <summary>Where the way leads.</summary>
    public Baseline Towards { get; init; } = Zero;

    /// <summary>Places on the way at which the target is taken before the bisection.</summary>
    public int Points { get; init; } = 32;

    /// <inheritdoc/>
    /// <exception cref="ModelException">
    /// The target does not pass the decision value on the way, or the baseline where the way leads does not fit.
    /// </exception>
    public override Tensor Of(BaselineSite site)
    {
        var target = site.RequireTarget(this);
        if (Points < 1 || (!MeanScores.IsEmpty && Decision is not null))
            throw new ModelException(
                Points < 1
                    ? $"the way of a neutral baseline needs 1 point at least, not {Points}."
                    : "a neutral baseline takes either a decision value or mean scores, and not both."
            );
        var end = MissingValues.Checked(site.Feature, Towards.Of(site));
        var ways = Enumerable
            .Range(0, (int)site.Value.Shape[0])
            .Select(e => new DecisionWay(e, site.Value.Rows(e, 1), BaselineSites.RowOf(end, e)))
            .ToImmutableArray();
        var total = (Points + 1L + Bisections) * ways.Length;
        foreach (var (way, values) in ways.Zip(target.Values([.. ways.Select(w => w.Places(Points))])))
            way.Bracket(values, DecisionOf(way.Example, values[0], target), this, site.Feature);
        for (var i = 0; i < Bisections; i++)
        {
            site.Report((Points + 1L + i) * ways.Length, total);
            foreach (var (way, values) in ways.Zip(target.Values([.. ways.Select(w => w.Middle())])))
                way.Narrow(values[0]);
        }
        site.Report(total, total);
        return Tensor.Stacked([.. ways.Select(w => w.Nearest())]);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        (
            Decision is { } value
                ? string.Create(CultureInfo.InvariantCulture, $"neutral:{value}")
                : string.Create(CultureInfo.InvariantCulture, $"neutral:share={Share}")
        ) + (Towards == Zero ? "" : $",towards={Towards}");

    private double DecisionOf(int example, double output, TargetFunction target) =>
        Decision ?? Share * (MeanScores.IsEmpty ? output : target.Read(example, MeanScores.AsSpan()));
}
