using System.Text.Json;

namespace Ascribe.Metrics.Tests.Statistics;

/// <summary>The similarities and scalings whose numbers are known.</summary>
public sealed class GoldenTests
{
    private static Dictionary<string, string> Similarities { get; } =
        new(StringComparer.Ordinal)
        {
            ["spearman"] = "spearman",
            ["pearson"] = "pearson",
            ["kendall_tau"] = "kendall-tau",
            ["euclidean"] = "euclidean",
            ["manhattan"] = "manhattan",
            ["mse"] = "mean-squared-error",
            ["chebyshev"] = "chebyshev",
            ["cosine_distance"] = "cosine-distance",
            ["mean_abs_difference"] = "mean-absolute-error",
            ["squared_difference_sum"] = "squared-error",
        };

    private static Dictionary<string, string> Scalings { get; } =
        new(StringComparer.Ordinal)
        {
            ["normalise_by_max_abs"] = "largest-magnitude",
            ["normalise_by_sqrt_second_moment"] = "root-mean-square",
            ["normalise_positive_and_negative_separately"] = "each-sign",
        };

    [Fact]
    public void Numbers_AreThoseStated()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedData.File("golden/metric_primitives.json")));
        var cases = file.RootElement.GetProperty("cases").EnumerateArray().ToArray();
        foreach (var stated in cases)
            Meets(stated);
        var met = cases.Select(Name).ToHashSet(StringComparer.Ordinal);
        Similarities.Keys.Concat(Scalings.Keys).ShouldBeSubsetOf(met);
    }

    private static void Meets(JsonElement stated)
    {
        var name = Name(stated);
        double[][] arguments = [.. stated.GetProperty("args").EnumerateArray().Select(Numbers)];
        var expected = stated.GetProperty("expected");
        if (Scalings.TryGetValue(name, out var scaling))
        {
            var scaled = AttributionScaling.Known.Single(s => s.Name == scaling).Of(arguments[0]);
            Distance.Largest(scaled, Numbers(expected)).ShouldBeLessThan(1e-9, name);
            return;
        }
        var tolerance = stated.GetProperty("round_to").ValueKind == JsonValueKind.Number ? 0.005 : 1e-9;
        Number(name, arguments).ShouldBe(expected.GetDouble(), tolerance * Math.Max(1, expected.GetDouble()), name);
    }

    /// <summary>A norm is the distance from zeros, and a Lipschitz estimate the ratio of two distances.</summary>
    private static double Number(string name, double[][] arguments) =>
        name switch
        {
            "l2_norm" => Similarity.Euclidean.Of(arguments[0], new double[arguments[0].Length]),
            "linf_norm" => Similarity.Chebyshev.Of(arguments[0], new double[arguments[0].Length]),
            "lipschitz(manhattan/manhattan)" => Similarity.Manhattan.Of(arguments[0], arguments[1])
                / Similarity.Manhattan.Of(arguments[2], arguments[3]),
            _ => Similarity.Known.Single(s => s.Name == Similarities[name]).Of(arguments[0], arguments[1]),
        };

    private static string Name(JsonElement stated) => stated.GetProperty("function").GetString()!;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];
}
