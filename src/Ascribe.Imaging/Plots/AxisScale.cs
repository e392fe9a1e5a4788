namespace Ascribe.Imaging.Plots;

/// <summary>What equal steps along an axis mean.</summary>
public enum AxisScale
{
    /// <summary>Equal differences.</summary>
    Linear,

    /// <summary>Equal ratios; only positive numbers have a place.</summary>
    Log,
}
