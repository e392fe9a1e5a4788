using System.Collections.Immutable;
using System.Text.Json;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Tests.Golden;

/// <summary>One question about a small model whose answer is known.</summary>
/// <param name="Model">The file of the model.</param>
/// <param name="Json">The case as it is written.</param>
internal sealed record GoldenCase(string Model, JsonElement Json)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public string Method => Json.GetProperty("method").GetString()!;

    public JsonElement Params => Json.GetProperty("params");

    public string? Layer => Json.GetProperty("layer").GetString();

    public long[]? Neuron => Indices("neuron");

    /// <summary>The place of the target in the output; empty where the output is one number per example.</summary>
    public long[] Target => Indices("target") ?? [];

    public double Tolerance => Json.GetProperty("tolerance").GetProperty("value").GetDouble();

    public ImmutableDictionary<string, Tensor> Inputs =>
        Arrays("inputs").ToImmutableDictionary(a => a.Key, a => a.Value.To(ElementType.Float32));

    public ImmutableSortedDictionary<string, Tensor> Expected => Arrays("expected").ToImmutableSortedDictionary();

    /// <summary>The baselines that are not plain zeros, by input.</summary>
    public ImmutableDictionary<string, Baseline> Baselines
    {
        get
        {
            if (Json.GetProperty("baselines") is not { ValueKind: JsonValueKind.Object } baselines)
                return ImmutableDictionary<string, Baseline>.Empty;
            return baselines.EnumerateObject().ToImmutableDictionary(b => b.Name, b => BaselineOf(b.Value));
        }
    }

    public Quadrature Quadrature => Quadrature.All.Single(q => q.Name == Params.GetProperty("quadrature").GetString());

    public int Steps => Params.GetProperty("steps").GetInt32();

    /// <summary>The parameter, or <paramref name="otherwise"/> where the method has none of that name.</summary>
    public bool Flag(string name, bool otherwise) =>
        Params.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;

    /// <summary>A number, an array of the value's shape or of batch 1, or null for zeros.</summary>
    public static Baseline BaselineOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => Baseline.Zero,
            JsonValueKind.Number => Baseline.Constant(json.GetDouble()),
            _ => Baseline.Given(NestedArray.Read(json)),
        };

    /// <summary>By the mask of features where there is one; else every element is a player.</summary>
    public PlayerDivision Players =>
        Params.TryGetProperty("feature_mask", out var mask)
            ? PlayerDivision.Given(
                mask.EnumerateObject().ToImmutableDictionary(m => m.Name, m => NestedArray.Read(m.Value))
            )
            : PlayerDivision.Elements;

    public override string ToString() => Id;

    private long[]? Indices(string property) =>
        Json.GetProperty(property) switch
        {
            { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Number } number => [number.GetInt64()],
            var list => [.. list.EnumerateArray().Select(i => i.GetInt64())],
        };

    private IEnumerable<KeyValuePair<string, Tensor>> Arrays(string property) =>
        Json.GetProperty(property)
            .EnumerateObject()
            .Select(p => KeyValuePair.Create(p.Name, NestedArray.Read(p.Value)));
}
