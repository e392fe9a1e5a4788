namespace Ascribe.Imaging;

/// <summary>Something that somebody has found in a picture.</summary>
/// <param name="Class">The name of what it is, as the annotations spell it.</param>
/// <param name="Region">Where it is.</param>
public sealed record PictureObject(string Class, Region Region)
{
    /// <summary>Whether Pascal VOC's annotators marked the object as difficult to recognize.</summary>
    public bool MarkedDifficult { get; init; }

    /// <summary>Whether the region holds a crowd instead of one object, as COCO's <c>iscrowd</c> says.</summary>
    public bool IsCrowd { get; init; }
}
