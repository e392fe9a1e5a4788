namespace Ascribe.Imaging;

/// <summary>A picture in COCO's JSON.</summary>
internal sealed record CocoImage
{
    public required long Id { get; init; }

    public required string FileName { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }
}
