using Ascribe.Autodiff;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Attacks;

/// <summary>A model with the gradient of log p(class) by one input.</summary>
/// <remarks>
/// In: what the model takes, and <see cref="Class"/>, [N, classes], 1 at the class. Out: the scores, [N, classes], and the gradient, of the
/// input's shape. The gradient of log p by the scores is 1 at the class less the softmax; it is written down as such and goes back from there.
/// </remarks>
internal static class AttackGraph
{
    /// <summary>The input that takes the classes.</summary>
    public const string Class = "attack/class";

    /// <summary>Writes the graph.</summary>
    /// <param name="compilation">The model, its only feature being the attacked input.</param>
    /// <exception cref="NotDifferentiableException">A node between input and scores has no backward rule.</exception>
    public static Model Build(Compilation compilation)
    {
        var graph = compilation.Canonical.Graph;
        var builder = GraphBuilder.WithPortsOf(graph);
        foreach (var node in graph.Nodes)
            builder.Add(node, graph.Info);
        var scores = builder[compilation.TargetValue];
        var classes = Target.Single(scores).Aggregate(1L, (product, extent) => product * extent);
        var chosen = builder.Input(Class, scores.ElementType, Dim.Batch, classes);
        builder.Output(Reshape(scores, -1, classes), "attack/scores");
        var logits = builder[Logits(graph, compilation.TargetValue)];
        var softmax = Unary("Softmax", Reshape(logits, -1, classes), Attributes.None.With("axis", -1));
        var adjoint = Reshape(chosen - softmax, Shape(logits));
        builder.Shaped(adjoint, logits.Info.Shape!.Value.AsSpan());
        var input = compilation.Features[0];
        var gradient = Differentiation.Backward(
            builder,
            KeyValuePair.Create(logits.Name, adjoint),
            [input],
            compilation.Rules
        )[input];
        builder.Output(gradient, "attack/gradient");
        return compilation.Canonical with { Graph = builder.Build("attack") };
    }

    /// <summary>What the softmax that gives the scores is taken of; the scores themselves where there is none.</summary>
    private static string Logits(Graph graph, string scores)
    {
        var producers = graph.Producers();
        var maker = producers.GetValueOrDefault(scores);
        while (maker is { Op: "Identity", Domain: "" })
            maker = producers.GetValueOrDefault(maker.Required(0));
        return maker is { Op: "Softmax", Domain: "" } && graph.Info(scores)?.Shape is { Length: 2 }
            ? maker.Required(0)
            : scores;
    }
}
