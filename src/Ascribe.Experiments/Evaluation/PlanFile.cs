using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The settings of an evaluation beside its scores, so that no other evaluation continues them.</summary>
internal static class PlanFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "plan.json";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the settings, or makes sure that those which are there are the same.</summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="plan">What is judged.</param>
    /// <param name="seed">The seed of everything random.</param>
    /// <exception cref="ModelException">Another evaluation is kept there, or the file cannot be read or written.</exception>
    public static void Settle(string folder, EvaluationPlan plan, int seed)
    {
        var path = Path.Combine(folder, Name);
        var settings = Settings(plan, seed);
        if (File.Exists(path))
            Compare(folder, Read(path), settings);
        else
            SafeFile.Write(path, stream => JsonSerializer.Serialize(stream, settings, Written));
    }

    private static JsonObject Settings(EvaluationPlan plan, int seed)
    {
        var settings = new JsonObject
        {
            ["candidates"] = Texts(plan.Candidates.Select(c => $"{c}: {c.Method}")),
            ["scores"] = Texts(plan.Criteria.Select(c => c.Settings)),
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, text) in plan.Settings)
            settings[name] = text;
        return settings;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static JsonObject Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonNode.Parse(stream) as JsonObject ?? throw new JsonException("no object");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ModelException(
                $"{path}: the settings of an earlier evaluation cannot be read; restart it, or choose another folder.",
                e
            );
        }
    }

    private static void Compare(string folder, JsonObject there, JsonObject here)
    {
        var different = here.Select(s => s.Key)
            .Union(there.Select(s => s.Key), StringComparer.Ordinal)
            .Where(name => !JsonNode.DeepEquals(there[name], here[name]))
            .Select(name => Difference(name, there[name], here[name]))
            .ToArray();
        if (different.Length > 0)
            throw new ModelException(
                $"{folder} holds an evaluation with other settings ({string.Join("; ", different)}); restart it, or choose another folder."
            );
    }

    private static string Difference(string name, JsonNode? there, JsonNode? here) =>
        there is JsonArray || here is JsonArray
            ? $"other {name}"
            : $"{name}: {there?.ToString() ?? "none"} there, {here?.ToString() ?? "none"} now";
}
