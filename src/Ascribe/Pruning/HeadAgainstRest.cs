using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;
using static Ascribe.Onnx.Op;

namespace Ascribe.Pruning;

/// <summary>Sets some of the classes that a model tells apart against all others together.</summary>
/// <remarks>
/// The score of the rest is the logarithm of the sum of the exponentials of the others' scores, so that a softmax over what comes out
/// gives each class that stays the probability that it had. What makes the others' scores stays in the model. It is written in
/// <see cref="Model.CanonicalOpset"/>, like what <see cref="ChannelRemoval"/> makes.
/// </remarks>
public static class HeadAgainstRest
{
    /// <summary>The output: scores of the classes in the model's order, and of the rest behind them, [N, classes + 1].</summary>
    public const string Output = "scores-against-rest";

    /// <summary>The model with this one output.</summary>
    /// <param name="model">A model whose first output of floating type is [N, classes], of scores or, by a softmax, probabilities.</param>
    /// <param name="classes">The classes that stay, counted from 0.</param>
    /// <param name="count">How many classes the model tells apart.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">A class is out of range, none is named, or all are. The model cannot be run.</exception>
    public static Model Of(
        Model model,
        ImmutableArray<int> classes,
        int count,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    )
    {
        var kept = classes.Distinct().Order().ToArray();
        foreach (var wrong in kept.Where(c => c < 0 || c >= count))
            throw new ModelException($"there is no class {wrong}; the model tells {count} apart, 0 to {count - 1}.");
        if (kept.Length == 0 || kept.Length == count)
            throw new ModelException($"{kept.Length} of {count} classes cannot be set against the rest.");
        var form = PrunableForm.Of(model, shapes);
        var graph = form.Graph;
        var builder = GraphBuilder.WithPortsOf(graph);
        builder.Reserve([Output]);
        foreach (var node in graph.Nodes)
            builder.Add(node, graph.Info);
        var scores = builder[ClassScores.Of(form)];
        var rest = Enumerable.Range(0, count).Except(kept);
        var others = builder.Emit("ReduceLogSumExp", [Some(rest), builder.Longs(1)]);
        builder.Output(Concat([Some(kept), others], 1), Output);
        return form with
        {
            // Open extents were supposed to be something only to learn shapes.
            Graph = PrunableForm.Rejoined(builder.Build(graph.Name)) with
            {
                Inputs = model.Graph.Inputs,
                Values = model.Graph.Values,
            },
        };

        Value Some(IEnumerable<int> chosen) => Gather(scores, builder.Longs([.. chosen.Select(c => (long)c)]), 1);
    }
}
