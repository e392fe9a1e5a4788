using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Tests.Pruning;

/// <summary>Short ways to prune and to run.</summary>
internal static class Pruned
{
    public static ImmutableDictionary<string, ImmutableArray<int>> Channels(
        params ReadOnlySpan<(string Layer, int[] Kept)> kept
    ) => kept.ToArray().ToImmutableDictionary(k => k.Layer, k => k.Kept.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The first output of a model that is written and read before, for two examples.</summary>
    public static Tensor Run(Model model, ImmutableDictionary<string, Tensor>? more = null)
    {
        var read = model.Graph.Inputs.Where(i => more?.ContainsKey(i.Name) is not true);
        var feeds = ShapeProbe.Example(model.Graph with { Inputs = [.. read] }, 2).ToImmutableDictionary();
        using var session = new Session(model);
        return session.Run(feeds.SetItems(more ?? ImmutableDictionary<string, Tensor>.Empty))[0];
    }

    /// <summary>The largest difference between two outputs, as a share of the largest number of the second.</summary>
    public static double Difference(Tensor actual, Tensor expected)
    {
        actual.Shape.ShouldBe(expected.Shape);
        var numbers = expected.ToDoubles();
        return Distance.Largest(actual.ToDoubles(), numbers) / numbers.Max(Math.Abs);
    }

    public static long Weights(Model model) =>
        model.Graph.Constants.Values.Where(c => c.ElementType is not ElementType.Int64).Sum(c => (long)c.Length);
}
