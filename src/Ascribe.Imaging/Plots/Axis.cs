namespace Ascribe.Imaging.Plots;

/// <summary>A numeric axis. It reaches over all numbers of the plot, so that nothing is ever cut off.</summary>
/// <param name="Title">What is measured, with its unit.</param>
/// <param name="Scale">What equal steps mean.</param>
public sealed record Axis(string Title, AxisScale Scale = AxisScale.Linear)
{
    /// <summary>A number that the axis begins at, or below where values are; null for the least value.</summary>
    public double? From { get; init; }

    /// <summary>A number that the axis ends at, or above where values are; null for the greatest value.</summary>
    public double? To { get; init; }

    /// <summary>The pixels that a line of the title may take.</summary>
    internal double Room { get; init; } = double.PositiveInfinity;
}
