using System.Collections.Immutable;
using Ascribe.Games;

namespace Ascribe;

/// <summary>A straight piece of a path.</summary>
/// <param name="Points">Where the integrand is taken, and what it weighs.</param>
internal sealed record Leg(ImmutableArray<QuadraturePoint> Points)
{
    /// <summary>Who is present where the leg begins; null for a line from the baseline to the example.</summary>
    public Coalition? From { get; init; }

    /// <summary>Who is present where it ends.</summary>
    public Coalition? To { get; init; }

    /// <summary>What stands in the place of the example's own values on this leg alone, by <see cref="PathPort"/>, [1, …] each.</summary>
    public ImmutableDictionary<string, Tensor> Ends { get; init; } = ImmutableDictionary<string, Tensor>.Empty;
}
