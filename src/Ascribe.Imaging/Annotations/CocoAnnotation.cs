using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ascribe.Imaging;

/// <summary>An object in COCO's JSON.</summary>
internal sealed record CocoAnnotation
{
    public required long ImageId { get; init; }

    public required long CategoryId { get; init; }

    /// <summary>x, y, width and height.</summary>
    public double[]? Bbox { get; init; }

    /// <summary>Polygons, or the runs of a mask.</summary>
    public JsonElement Segmentation { get; init; }

    [JsonPropertyName("iscrowd")]
    public int IsCrowd { get; init; }
}
