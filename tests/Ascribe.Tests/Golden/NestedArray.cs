using System.Text.Json;

namespace Ascribe.Tests.Golden;

/// <summary>Arrays of arrays of numbers, as JSON writes a tensor.</summary>
internal static class NestedArray
{
    /// <summary>The tensor in double precision; a bare number has rank 0.</summary>
    public static Tensor Read(JsonElement json)
    {
        var shape = new List<long>();
        for (var level = json; level.ValueKind == JsonValueKind.Array; level = level[0])
            shape.Add(level.GetArrayLength());
        return Tensor.Of(Numbers(json).ToArray(), [.. shape]);
    }

    private static IEnumerable<double> Numbers(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().SelectMany(Numbers) : [json.GetDouble()];
}
