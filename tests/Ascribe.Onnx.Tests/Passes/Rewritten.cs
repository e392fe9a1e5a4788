using System.Collections.Immutable;
using Ascribe.Runtime;

namespace Ascribe.Onnx.Tests;

/// <summary>Graphs before and after a pass.</summary>
internal static class Rewritten
{
    /// <summary>Asserts that two graphs give the same outputs, on random numbers for every input.</summary>
    public static void ShouldRunLike(
        this Graph after,
        Graph before,
        double tolerance = 1e-12,
        long opset = Model.CanonicalOpset
    )
    {
        var feeds = before.Inputs.Select((input, i) => KeyValuePair.Create(input.Name, Numbers(input, i)));
        var fed = feeds.ToDictionary(StringComparer.Ordinal);
        var (expected, actual) = (Run(before, fed, opset), Run(after, fed, Model.CanonicalOpset));
        actual.Length.ShouldBe(expected.Length);
        foreach (var (a, e) in actual.Zip(expected))
        {
            a.Shape.AsSpan().SequenceEqual(e.Shape.AsSpan()).ShouldBeTrue();
            a.ToDoubles().ShouldBe(e.ToDoubles(), tolerance);
        }
    }

    /// <summary>Runs a graph without inputs; what constant folding asks for.</summary>
    public static ImmutableArray<Tensor> Evaluate(Graph graph) =>
        Run(graph, new Dictionary<string, Tensor>(), Model.CanonicalOpset);

    /// <summary>The lines of the graph's text that are nodes.</summary>
    public static string[] NodeLines(this Graph graph) =>
        [
            .. GraphText
                .Write(graph with { Constants = graph.Constants.Clear() })
                .Split('\n')[1..^1]
                .Select(l => l.Trim()),
        ];

    public static Tensor Numbers(int seed, params long[] shape)
    {
        var random = new Random(seed);
        return Tensor.Of(
            [.. Enumerable.Range(0, (int)Tensor.CountOf([.. shape])).Select(_ => random.NextSingle() + 0.1f)],
            shape
        );
    }

    private static Tensor Numbers(ValueInfo input, int seed) =>
        Numbers(seed, [.. input.Shape!.Value.Select(d => d.Extent ?? 2)]).To(input.ElementType);

    private static ImmutableArray<Tensor> Run(Graph graph, Dictionary<string, Tensor> feeds, long opset)
    {
        var model = Model.Canonical(graph);
        using var session = new Session(model with { Opsets = model.Opsets.SetItem("", opset) }, SessionSettings.Once);
        return session.Run(feeds);
    }
}
