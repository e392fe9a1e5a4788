using System.Collections.Immutable;
using System.Text.Json;
using Ascribe.Onnx;

namespace Ascribe.Tests.Golden;

/// <summary>The golden cases of the data folder.</summary>
internal static class GoldenCases
{
    private static readonly Lazy<ImmutableDictionary<string, GoldenCase>> All = new(Read);

    /// <summary>Every case by its id; none where the data folder is absent.</summary>
    public static ImmutableDictionary<string, GoldenCase> ById => All.Value;

    public static Model ModelOf(GoldenCase golden) => Model.Load(SharedData.File($"golden/models/{golden.Model}"));

    public static JsonElement Document(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.File($"golden/{file}")));
        return document.RootElement.Clone();
    }

    private static ImmutableDictionary<string, GoldenCase> Read()
    {
        var folder = Path.Combine(SharedData.Root, "golden", "cases");
        if (!Directory.Exists(folder))
            return ImmutableDictionary<string, GoldenCase>.Empty;
        return Directory
            .EnumerateFiles(folder, "*.json")
            .Select(file => Document($"cases/{Path.GetFileName(file)}"))
            .SelectMany(json =>
                json.GetProperty("cases")
                    .EnumerateArray()
                    .Select(c => new GoldenCase(json.GetProperty("model").GetString()!, c))
            )
            .ToImmutableDictionary(c => c.Id, StringComparer.Ordinal);
    }
}
