namespace Ascribe.Imaging.Plots;

/// <summary>A bar of a <see cref="BarSeries"/>.</summary>
/// <param name="Category">The group that it stands in.</param>
/// <param name="Value">Where it ends.</param>
/// <param name="Spread">Where the value may lie; null where that is not known.</param>
public sealed record PlotBar(string Category, double Value, Interval? Spread = null);
