using System.Collections.Immutable;
using Ascribe.Onnx.Passes;
using Ascribe.Onnx.Passes.ControlFlow;

namespace Ascribe.Onnx;

/// <summary>A network run on two examples side by side, and how far apart it puts them.</summary>
/// <remarks>
/// The inputs of the pair are those of the network twice, <c>first/INPUT</c> and <c>second/INPUT</c>; hidden values are named the same
/// way. Constants stand once, under their own names, and both sides read them. The output is <see cref="Distance"/>.
/// </remarks>
public static class SiamesePair
{
    /// <summary>What the names of the first side begin with.</summary>
    public const string First = "first";

    /// <summary>What the names of the second side begin with.</summary>
    public const string Second = "second";

    /// <summary>The output: the Euclidean distance of the two embeddings, [N].</summary>
    public const string Distance = "distance";

    /// <summary>The pair of a network.</summary>
    /// <param name="model">The network. What the embedding does not depend on is left out.</param>
    /// <param name="embedding">The value that is compared, an output or a hidden one, [N, …]; by default the first output.</param>
    /// <remarks>
    /// The distance has no derivative where both embeddings are equal. There its gradient is taken to be 0, as the rule of ReduceL2 has
    /// it: of all directions none is preferred, and nothing becomes NaN.
    /// </remarks>
    /// <exception cref="ModelException">The model has no such value, or takes the name of a side or of the distance.</exception>
    public static Model Of(Model model, string? embedding = null)
    {
        var branch = Branch(model.Graph, embedding ?? model.Graph.Outputs[0].Name);
        var builder = new GraphBuilder();
        foreach (var (name, tensor) in branch.Constants)
            builder.Constant(tensor, name);
        var nodes = branch with { Constants = ImmutableDictionary<string, Tensor>.Empty };
        var (first, second) = (Side(builder, nodes, First), Side(builder, nodes, Second));
        var difference = Op.Unary("Flatten", first - second, Attributes.None.With("axis", 1));
        builder.Output(Length(difference, model.Opset), Distance);
        return model with { Graph = builder.Build($"{model.Graph.Name} pair"), Producer = "ascribe" };
    }

    /// <summary>What an embedding is computed from, and it alone as an output.</summary>
    private static Graph Branch(Graph graph, string embedding)
    {
        if (!graph.Nodes.SelectMany(n => n.Outputs).Contains(embedding, StringComparer.Ordinal))
            throw new ModelException(
                $"the model computes no value '{embedding}' that two examples could be compared by. Similar names: {string.Join(", ", NearestNames.To(embedding, graph.ValueNames))}."
            );
        var info = graph.Info(embedding) ?? new ValueInfo(embedding, ElementType.Float32);
        var branch = DeadNodes.Remove(graph with { Outputs = [info] });
        var read = branch.Nodes.SelectMany(n => n.Reads).ToHashSet(StringComparer.Ordinal);
        return branch with { Inputs = [.. branch.Inputs.Where(i => read.Contains(i.Name))] };
    }

    private static Value Side(GraphBuilder builder, Graph branch, string side)
    {
        var inputs = branch.Inputs.Select(i => builder.Input(i with { Name = $"{side}/{i.Name}" })).ToArray();
        return new Inlining(builder, side).Write(branch, inputs)[0];
    }

    /// <summary>√Σx² over the columns, as the model's operator set writes it.</summary>
    private static Value Length(Value rows, long opset)
    {
        const long axesAsInput = 18;
        var attributes = Attributes.None.With("keepdims", 0);
        return opset < axesAsInput
            ? Op.Unary("ReduceL2", rows, attributes.With("axes", new[] { 1L }))
            : Op.Binary("ReduceL2", rows, rows.Builder.Longs(1), attributes);
    }
}
