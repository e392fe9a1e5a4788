using System.Collections.Immutable;

namespace Ascribe.Imaging.Plots;

/// <summary>Points of one color and shape.</summary>
/// <param name="Name">What the legend calls them; a plot of a single series has no legend.</param>
/// <param name="Points">In any order; lines go through them from left to right.</param>
public sealed record Series(string Name, params ImmutableArray<PlotPoint> Points);
