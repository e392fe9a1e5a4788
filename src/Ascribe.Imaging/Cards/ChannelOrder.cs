namespace Ascribe.Imaging.Cards;

/// <summary>Which color channels a network takes, and in which order.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>One channel of luma, 0.299·red + 0.587·green + 0.114·blue (ITU-R BT.601).</summary>
    Gray,
}
