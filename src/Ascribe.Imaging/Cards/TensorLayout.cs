namespace Ascribe.Imaging.Cards;

/// <summary>In which order the axes of a picture's tensor stand.</summary>
public enum TensorLayout
{
    /// <summary>[N, 3, height, width].</summary>
    Nchw,

    /// <summary>[N, height, width, 3].</summary>
    Nhwc,
}
