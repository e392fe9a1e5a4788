using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An explanation as JSON, for programs.</summary>
public static class ExplanationJson
{
    /// <summary>Writes the whole explanation, contributions included.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Save(Explanation explanation, string path)
    {
        var json = Summary(explanation);
        json["attributions"] = new JsonObject(
            explanation.Attribution.Values.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, Array(v.Value)))
        );
        SafeFile.Write(
            path,
            stream =>
            {
                using var writer = new Utf8JsonWriter(
                    stream,
                    new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
                );
                json.WriteTo(writer);
            }
        );
    }

    /// <summary>The summary, contributions left out.</summary>
    public static JsonObject Summary(Explanation explanation)
    {
        var attribution = explanation.Attribution;
        return new JsonObject
        {
            ["model"] = explanation.Model,
            ["method"] = attribution.Provenance.Method,
            ["settings"] = new JsonObject(
                attribution.Provenance.Settings.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value))
            ),
            ["seed"] = attribution.Provenance.Seed,
            ["gradient_evaluations"] = attribution.Provenance.GradientEvaluations,
            ["features"] = new JsonObject(
                attribution.Values.Select(v =>
                    KeyValuePair.Create<string, JsonNode?>(
                        v.Key,
                        new JsonArray([.. v.Value.Shape.Select(e => JsonValue.Create(e))])
                    )
                )
            ),
            ["examples"] = new JsonArray([
                .. Enumerable.Range(0, explanation.Count).Select(e => Example(explanation, e)),
            ]),
        };
    }

    private static JsonObject Example(Explanation explanation, int example)
    {
        var attribution = explanation.Attribution;
        var (speaksFor, against) = explanation.Sums(example);
        return new JsonObject
        {
            ["name"] = explanation.ExampleName(example),
            ["target"] = explanation.TargetName(example),
            ["entry"] = attribution.Entries[example],
            ["output"] = Number(attribution.Output.ToDoubles()[example]),
            ["baseline_output"] = Number(attribution.BaselineOutput.ToDoubles()[example]),
            ["completeness_gap"] = Number(attribution.CompletenessGap.ToDoubles()[example]),
            ["sum_for"] = Number(speaksFor),
            ["sum_against"] = Number(against),
            ["contributions"] = Contributions(explanation, example),
        };
    }

    /// <summary>What columns and tokens contribute, by feature, in the feature's order; arrays stand apart.</summary>
    private static JsonObject Contributions(Explanation explanation, int example) =>
        new(
            explanation
                .Attribution.Values.Keys.Where(explanation.HasNames)
                .Select(feature =>
                    KeyValuePair.Create<string, JsonNode?>(
                        feature,
                        new JsonArray([
                            .. explanation
                                .Contributions(feature, example)
                                .Select(c => new JsonObject { ["name"] = c.Name, ["value"] = Number(c.Value) }),
                        ])
                    )
                )
        );

    /// <summary>A tensor of numbers as {"shape": […], "data": […]}, row-major; JSON has no NaN, which becomes null.</summary>
    public static JsonObject Array(Tensor tensor) =>
        new()
        {
            ["shape"] = new JsonArray([.. tensor.Shape.Select(e => JsonValue.Create(e))]),
            ["data"] = new JsonArray([.. tensor.ToDoubles().Select(Number)]),
        };

    /// <summary>JSON has no NaN and no infinities; they become null.</summary>
    private static JsonNode? Number(double number) => double.IsFinite(number) ? JsonValue.Create(number) : null;
}
