namespace Ascribe.Imaging;

/// <summary>What becomes of transparency when a picture is decoded.</summary>
public enum Alpha
{
    /// <summary>The picture is laid on white; three channels.</summary>
    OnWhite,

    /// <summary>A picture with transparency keeps it as a fourth channel.</summary>
    Keep,
}
