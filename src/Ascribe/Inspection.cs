using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Onnx.Passes.Lowering;
using Ascribe.Onnx.Passes.Quantization;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>What is in a model, and whether it can be explained.</summary>
public sealed record Inspection
{
    /// <summary>The version of ai.onnx that the model is written in.</summary>
    public required long Opset { get; init; }

    /// <summary>The program that wrote it.</summary>
    public required string Producer { get; init; }

    /// <summary>Inputs with types and shapes.</summary>
    public required ImmutableArray<ValueInfo> Inputs { get; init; }

    /// <summary>Outputs with types and shapes.</summary>
    public required ImmutableArray<ValueInfo> Outputs { get; init; }

    /// <summary>Every hidden value that can be named as a layer, in running order.</summary>
    public required ImmutableArray<Layer> Layers { get; init; }

    /// <summary>Shapes that were supposed for inputs with open axes, for want of given ones.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<long>> Supposed { get; init; }

    /// <summary>Where inputs that are not of floating type become vectors, by which they are explained.</summary>
    public required ImmutableArray<Embedding> Embeddings { get; init; }

    /// <summary>Operators by how often they occur.</summary>
    public required ImmutableArray<OperatorCount> Operators { get; init; }

    /// <summary>Operators between floating inputs or embeddings and outputs that have no backward rule in canonical form.</summary>
    public required ImmutableArray<string> WithoutRule { get; init; }

    /// <summary>
    /// Operators in canonical form that floating inputs or embeddings reach and that let nothing back: what they give are whole numbers or
    /// truth values, or it is constant piece by piece.
    /// </summary>
    public required ImmutableArray<OperatorCount> Stops { get; init; }

    /// <summary>What is read in another precision than it is stored in; null where nothing is.</summary>
    public required string? Precision { get; init; }

    /// <summary>Numbers stored in constants of floating or quantized type.</summary>
    public required long Parameters { get; init; }

    /// <summary>The most bytes that the values of one example take at a time.</summary>
    public required long ForwardBytes { get; init; }

    /// <summary>What explaining the decision by the model's inputs or embeddings takes; null where they have no gradient.</summary>
    public required MemoryPlan? Plan { get; init; }

    /// <summary>Looks into a model by running it on made-up inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">
    /// Shapes of inputs that the model leaves open, see <see cref="ShapeProbe.Learn"/>; usual ones are supposed where none are given.
    /// </param>
    /// <param name="options">How the model is read.</param>
    /// <exception cref="ModelException">The model cannot be run, or an input says nothing of its axes.</exception>
    public static Inspection Of(
        Model model,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null,
        NetworkOptions? options = null
    )
    {
        options ??= new NetworkOptions();
        var supposed = SupposedShapes.Of(model.Graph, shapes);
        try
        {
            return Of(model, supposed.SetItems(shapes ?? supposed), options, supposed);
        }
        catch (ModelException e) when (!supposed.IsEmpty)
        {
            throw new ModelException($"{e.Message} (Taken for granted: {Text(supposed)}; other shapes may do.)", e);
        }
    }

    /// <summary>Shapes for people: <c>input_ids [1,16], mask [1,16]</c>.</summary>
    private static string Text(IEnumerable<KeyValuePair<string, ImmutableArray<long>>> shapes) =>
        string.Join(", ", shapes.Select(s => $"{s.Key} [{string.Join(',', s.Value)}]"));

    private static Inspection Of(
        Model model,
        ImmutableSortedDictionary<string, ImmutableArray<long>> shapes,
        NetworkOptions options,
        ImmutableSortedDictionary<string, ImmutableArray<long>> supposed
    )
    {
        var embeddings = Embedding.Of(model.Graph);
        var canonical = Canonicalization.Apply(
            model,
            [.. embeddings.Select(e => e.Value)],
            shapes,
            options.StraightThrough
        );
        var reached = Reached(canonical.Graph, embeddings);
        var single = SinglePrecision.Read(model);
        var known = ShapeProbe.Learn(single with { Graph = RecurrentLayout.TimeFirst(single.Graph) }, shapes);
        return new Inspection
        {
            Opset = model.Opset,
            Producer = model.Producer.Length > 0 ? model.Producer : "unknown",
            Inputs = Stated(known.Graph.Inputs, model.Graph.Inputs),
            Outputs = Stated(known.Graph.Outputs, model.Graph.Outputs),
            Precision = Ascribe.Precision.Note(model),
            Layers =
            [
                .. known.Graph.Nodes.SelectMany(n =>
                    n.Outputs.Where(o => o.Length > 0).Select(o => Layer.Of(known.Graph, n, o))
                ),
            ],
            Supposed = supposed,
            Embeddings = embeddings,
            Operators =
            [
                .. model
                    .Graph.Nodes.GroupBy(n => n.QualifiedOp, StringComparer.Ordinal)
                    .Select(g => new OperatorCount(g.Key, g.Count(), OperatorSupport.Of(g.Key, options)))
                    .OrderByDescending(o => o.Count)
                    .ThenBy(o => o.Op, StringComparer.Ordinal),
            ],
            WithoutRule =
            [
                .. reached
                    .Where(n => n.Domain.Length > 0 || options.Rules[n.Op] is null)
                    .Where(n => StopReason(canonical.Graph, n, options.Rules) is null)
                    .Select(n => n.QualifiedOp)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Stops =
            [
                .. reached
                    .Select(n => (n.QualifiedOp, Reason: StopReason(canonical.Graph, n, options.Rules)))
                    .Where(stop => stop.Reason is not null)
                    .GroupBy(stop => stop)
                    .Select(g => new OperatorCount(g.Key.QualifiedOp, g.Count(), g.Key.Reason!))
                    .OrderBy(stop => stop.Op, StringComparer.Ordinal),
            ],
            Parameters = model.Graph.Constants.Values.Where(IsParameter).Sum(t => (long)t.Length),
            ForwardBytes = MemoryEstimate.PeakPerExample(canonical.Graph),
            Plan = PlanOf(canonical, embeddings, options),
        };
    }

    private static MemoryPlan? PlanOf(Model canonical, ImmutableArray<Embedding> embeddings, NetworkOptions options)
    {
        var graph = canonical.Graph;
        ImmutableArray<string> features =
        [
            .. graph.Inputs.Where(i => i.ElementType.IsFloating()).Select(i => i.Name),
            .. embeddings.Select(e => e.Value),
        ];
        var scores = graph.Outputs.FirstOrDefault(o => o.ElementType.IsFloating());
        if (features.IsEmpty || scores is null)
            return null;
        try
        {
            var gradient = Differentiation.Gradient(
                canonical,
                b => Target.WriteSum(b[scores.Name], Target.Top.WriteWeights(b[scores.Name])),
                features,
                options.Rules
            );
            return MemoryPlan.Of(
                graph.ConstantBytes,
                Session.ConstantBytes(graph),
                isGradient: true,
                MemoryEstimate.PeakPerExample(gradient.Graph),
                Execution.Default,
                oneAtATime: !ShapeProbe.HasFreeBatch(graph)
            );
        }
        catch (Exception e) when (e is ModelException or NotDifferentiableException)
        {
            return null;
        }
    }

    /// <summary>Ports with the shapes that were learnt and the half precision that the model states.</summary>
    private static ImmutableArray<ValueInfo> Stated(
        ImmutableArray<ValueInfo> learnt,
        ImmutableArray<ValueInfo> stated
    ) => [.. learnt.Zip(stated, (l, s) => s.ElementType.IsHalf() ? l with { ElementType = s.ElementType } : l)];

    private static bool IsParameter(Tensor tensor) =>
        tensor.ElementType.IsFloating() || tensor.ElementType is ElementType.Int8 or ElementType.UInt8;

    /// <summary>The nodes that something comes to from the floating inputs and the embeddings.</summary>
    private static ImmutableArray<Node> Reached(Graph graph, ImmutableArray<Embedding> embeddings)
    {
        var inputs = graph.Inputs.Where(i => i.ElementType.IsFloating()).Select(i => i.Name);
        var features = inputs.Concat(embeddings.Select(e => e.Value));
        var flow = Flow.From(features, graph.Nodes, name => graph.Info(name)?.ElementType ?? ElementType.Undefined);
        return [.. graph.Nodes.Where(n => n.Op is not ("Shape" or "Size") && n.Reads.Any(flow.Contains))];
    }

    /// <summary>Why nothing comes back through a node; null where something does, or where no rule is known.</summary>
    private static string? StopReason(Graph graph, Node node, RuleSet rules)
    {
        if (QuantizationLowering.Knows(node.QualifiedOp) && rules[node.Op] is null)
            return null;
        var types = node.Outputs.Select(o => graph.Info(o)?.ElementType ?? ElementType.Undefined).ToArray();
        if (rules[node.Op] is PiecewiseConstant)
            return "constant piece by piece";
        if (types.Any(t => t.IsFloating()))
            return null;
        return types.All(t => t == ElementType.Bool) ? "gives truth values" : "gives whole numbers";
    }
}
