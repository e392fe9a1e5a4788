using System.Collections.Immutable;

namespace Ascribe.Imaging.Plots;

/// <summary>Bars of one color, at most one in every category.</summary>
/// <param name="Name">What the legend calls them; a plot of a single series has no legend.</param>
/// <param name="Bars">In the order in which categories are to appear.</param>
public sealed record BarSeries(string Name, params ImmutableArray<PlotBar> Bars);
