namespace Ascribe.Imaging.Cards;

/// <summary>In which order the axes of a picture's tensor stand.</summary>
public enum TensorLayout
{
    /// <summary>[N, channels, height, width].</summary>
    Nchw,

    /// <summary>[N, height, width, channels].</summary>
    Nhwc,
}
