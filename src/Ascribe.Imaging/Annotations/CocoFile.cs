using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ascribe.Imaging;

/// <summary>COCO's JSON of instances, as far as it is used.</summary>
internal sealed record CocoFile
{
    [JsonRequired]
    public ImmutableArray<CocoImage> Images { get; init; }

    [JsonRequired]
    public ImmutableArray<CocoAnnotation> Annotations { get; init; }

    [JsonRequired]
    public ImmutableArray<CocoCategory> Categories { get; init; }

    internal static JsonSerializerOptions Options { get; } =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true };
}
