namespace Ascribe.Imaging;

/// <summary>A picture of a page.</summary>
/// <param name="Picture">The picture, embedded as PNG.</param>
/// <param name="Alt">What it shows, for those who do not see it.</param>
/// <param name="Caption">What to see in it, for everybody.</param>
public sealed record CaptionedPicture(Picture Picture, string Alt, string Caption);
