using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ascribe.Imaging.Cards;

/// <summary>How cards are spelled in JSON.</summary>
/// <remarks>By reflection: the source generator overwrites the defaults of properties that can only be initialized.</remarks>
internal static class CardJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            ReadCommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            AllowDuplicateProperties = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
}
