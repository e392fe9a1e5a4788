namespace Ascribe.Imaging;

/// <summary>How a heatmap covers the picture under it.</summary>
public enum Blend
{
    /// <summary>The larger the magnitude, the more it covers, as its square root: zero leaves the picture as it is.</summary>
    ByMagnitude,

    /// <summary>Everywhere alike.</summary>
    Plain,
}
