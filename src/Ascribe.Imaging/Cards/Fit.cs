namespace Ascribe.Imaging.Cards;

/// <summary>How a picture of any shape becomes one of the size that a network takes.</summary>
public enum Fit
{
    /// <summary>Scaled to the short side, then the middle cut out.</summary>
    Crop,

    /// <summary>Scaled to the size in both directions, whatever becomes of the proportions.</summary>
    Stretch,
}
