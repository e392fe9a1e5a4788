namespace Ascribe.Imaging.Cards;

/// <summary>In which order a network takes the color channels.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}
