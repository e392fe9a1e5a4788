namespace Ascribe;

/// <summary>What becomes of a difference at a nonlinearity in DeepLIFT.</summary>
public enum DeepLiftRule
{
    /// <summary>It is stretched or shrunk: the multiplier is Δout/Δin.</summary>
    Rescale,

    /// <summary>Positive and negative contributions go separately, so that what cancels is seen.</summary>
    RevealCancel,
}
