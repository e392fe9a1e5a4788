using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments;

/// <summary>A plot of an experiment.</summary>
/// <param name="Name">The name of its files, without ending.</param>
/// <param name="Plot">The plot.</param>
/// <param name="Caption">What it shows, below it and for those who cannot see it.</param>
public sealed record ResultPlot(string Name, Plot Plot, string Caption);
