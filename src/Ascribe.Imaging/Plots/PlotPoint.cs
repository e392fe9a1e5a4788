namespace Ascribe.Imaging.Plots;

/// <summary>A point of a <see cref="Series"/>.</summary>
/// <param name="X">Where it stands along the horizontal axis.</param>
/// <param name="Y">Where it stands along the vertical axis.</param>
/// <param name="Spread">Where Y may lie; null where that is not known.</param>
public sealed record PlotPoint(double X, double Y, Interval? Spread = null);
