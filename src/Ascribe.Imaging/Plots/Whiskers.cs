using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>Layers that show the spread of a mark: a bar from its lower end to its upper, with a stroke across each.</summary>
internal static class Whiskers
{
    private const string HasSpread = "isValid(datum.low)";

    /// <summary>The three layers; place and color come from what all layers share.</summary>
    /// <param name="axis">The vertical axis.</param>
    /// <param name="domain">What it reaches over.</param>
    /// <param name="ink">A color of their own; null for that of the series.</param>
    internal static IEnumerable<JsonObject> Layers(Axis axis, AxisDomain domain, Rgb? ink = null)
    {
        var low = Channel.Place("low", axis, domain);
        var between = new JsonObject
        {
            ["y"] = low.DeepClone(),
            ["y2"] = new JsonObject { ["field"] = "high" },
        };
        yield return Layer(new() { ["type"] = "rule", ["strokeWidth"] = 1.3 }, between, ink);
        foreach (var end in (string[])["low", "high"])
            yield return Layer(
                new()
                {
                    ["type"] = "tick",
                    ["orient"] = "horizontal",
                    ["size"] = 7,
                    ["thickness"] = 1.3,
                    ["opacity"] = 1,
                },
                new() { ["y"] = Channel.Place(end, axis, domain) },
                ink
            );
    }

    /// <summary>A layer of those rows only that have a spread.</summary>
    internal static JsonObject Layer(JsonObject mark, JsonObject encoding, Rgb? ink = null)
    {
        if (ink is { } color)
            encoding["color"] = new JsonObject { ["value"] = $"{color}" };
        return new()
        {
            ["transform"] = new JsonArray(new JsonObject { ["filter"] = HasSpread }),
            ["mark"] = mark,
            ["encoding"] = encoding,
        };
    }
}
