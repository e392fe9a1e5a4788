using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An explanation as JSON, for programs.</summary>
public static class ExplanationJson
{
    private const int ShownPlayers = 100;

    /// <summary>
    /// Writes the whole explanation: contributions, standard errors, and what every player contributed, under the names that
    /// <see cref="ExplanationArrays"/> gives them.
    /// </summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Save(Explanation explanation, string path)
    {
        var json = Summary(explanation);
        json["attributions"] = Arrays(explanation.Attribution.Values);
        if (!explanation.Attribution.StandardErrors.IsEmpty)
            json["standard_errors"] = Arrays(explanation.Attribution.StandardErrors);
        foreach (var (name, tensor) in ExplanationArrays.Players(explanation.Attribution))
            json[name] = Array(tensor);
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

    /// <summary>The summary: contributions that have no name are left out, and of many players the largest stand for all.</summary>
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
            ["model_evaluations"] = attribution.Provenance.ModelEvaluations,
            ["features"] = new JsonObject(
                attribution.Values.Select(v =>
                    KeyValuePair.Create<string, JsonNode?>(
                        v.Key,
                        new JsonArray([.. v.Value.Shape.Select(e => JsonValue.Create(e))])
                    )
                )
            ),
            ["warnings"] = new JsonArray([
                .. attribution.Warnings.Select(w => new JsonObject
                {
                    ["kind"] = JsonNamingPolicy.KebabCaseLower.ConvertName(w.Kind.ToString()),
                    ["text"] = w.Text,
                    ["examples"] = new JsonArray([.. w.Examples.Select(e => JsonValue.Create(e))]),
                }),
            ]),
            ["examples"] = new JsonArray([
                .. Enumerable.Range(0, explanation.Count).Select(e => Example(explanation, e)),
            ]),
        };
    }

    private static JsonObject Example(Explanation explanation, int example)
    {
        var attribution = explanation.Attribution;
        var (speaksFor, against) = explanation.Sums(example);
        var json = new JsonObject
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
        if (!attribution.StandardErrors.IsEmpty)
            json["relative_standard_error"] = Number(explanation.RelativeError(example));
        if (!attribution.Players.IsEmpty)
            json["players"] = Players(explanation, example);
        return json;
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
                                .Select(c => Named(c.Name, c.Value, c.StandardError)),
                        ])
                    )
                )
        );

    /// <summary>How many players there were, and the largest of them.</summary>
    private static JsonObject Players(Explanation explanation, int example) =>
        new()
        {
            ["count"] = explanation.Attribution.Players[example].Values.Length,
            ["largest"] = new JsonArray([
                .. explanation
                    .LargestPlayers(example, ShownPlayers)
                    .Select(p => Named(p.Name, p.Value, p.StandardError)),
            ]),
        };

    private static JsonObject Named(string name, double value, double? error)
    {
        var named = new JsonObject { ["name"] = name, ["value"] = Number(value) };
        if (error is { } known)
            named["standard_error"] = Number(known);
        return named;
    }

    private static JsonObject Arrays(IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        new(tensors.Select(t => KeyValuePair.Create<string, JsonNode?>(t.Key, Array(t.Value))));

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
