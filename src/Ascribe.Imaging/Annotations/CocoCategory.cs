namespace Ascribe.Imaging;

/// <summary>The name of a class in COCO's JSON.</summary>
internal sealed record CocoCategory
{
    public required long Id { get; init; }

    public required string Name { get; init; }
}
