namespace Ascribe.Imaging.Plots;

/// <summary>How the spreads of a line's points are drawn.</summary>
public enum SpreadMark
{
    /// <summary>A light band along the line.</summary>
    Band,

    /// <summary>A bar with two ends at each point.</summary>
    Bars,
}
