using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Onnx.Passes.ControlFlow;
using Ascribe.Onnx.Passes.Lowering;
using Ascribe.Onnx.Passes.Quantization;
using Ascribe.Onnx.Passes.Upgrade;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Runtime;

/// <summary>The form that backward rules are written for: one operator set, few operators, known shapes.</summary>
public static class Canonicalization
{
    /// <summary>Constants of fewer bytes are not worth a file: making the form anew takes as long as reading it.</summary>
    private const long SmallestCached = 1 << 20;

    /// <summary>A model in canonical form, for any number of examples where that is possible.</summary>
    /// <param name="model">The model as it was loaded.</param>
    /// <param name="keep">Values that must survive under their name: layers to explain, neurons to aim at.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <param name="straightThrough">Whether quantized integers become floating-point numbers that hold them.</param>
    /// <param name="mergeConstants">
    /// Whether constants of equal content become one. Whoever changes constants needs them apart: two biases that are both
    /// zero are not the same bias.
    /// </param>
    /// <param name="cached">
    /// Whether the form of a model of some size is kept on disk, and taken from there the next time: for models that will be read again.
    /// </param>
    /// <exception cref="ModelException">The model is too old, cannot be run, or needs shapes.</exception>
    public static Model Apply(
        Model model,
        ImmutableHashSet<string>? keep = null,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null,
        bool straightThrough = false,
        bool mergeConstants = true,
        bool cached = false
    )
    {
        return cached && model.Graph.ConstantBytes >= SmallestCached
            ? GraphCache.Default.GetOrMake(model, Wording(), Make)
            : Make();

        Model Make() => Made(model, keep ?? [], shapes, straightThrough, mergeConstants);

        string Wording() =>
            string.Join(
                '\n',
                [
                    $"canonical {straightThrough} {mergeConstants}",
                    .. (keep ?? []).Order(StringComparer.Ordinal).Select(name => $"keep {name}"),
                    .. (shapes ?? ImmutableDictionary<string, ImmutableArray<long>>.Empty)
                        .OrderBy(s => s.Key, StringComparer.Ordinal)
                        .Select(s => $"shape {s.Key} [{string.Join(',', s.Value)}]"),
                ]
            );
    }

    private static Model Made(
        Model model,
        ImmutableHashSet<string> keep,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes,
        bool straightThrough,
        bool mergeConstants
    )
    {
        model = SinglePrecision.Read(model);
        try
        {
            var canonical = Freed(model);
            return
                HidesBatch(canonical.Graph)
                && OfOneExample(model) is { } single
                && Freed(single) is var freed
                && ShapeProbe.HasFreeBatch(freed.Graph)
                ? freed
                : canonical;
        }
        catch (ModelException e) when (e.InnerException is OnnxRuntimeException && OfOneExample(model) is not null)
        {
            return Freed(OfOneExample(model)!);
        }

        // The batch axis may be open in a graph that is still made for one example.
        Model Freed(Model read) =>
            WithFreeBatch(Canonical(read, keep, shapes, straightThrough, mergeConstants), shapes);
    }

    /// <summary>Whether the batch is free, and an output has its examples somewhere else than along its first axis.</summary>
    private static bool HidesBatch(Graph graph) =>
        ShapeProbe.HasFreeBatch(graph) && graph.Outputs.Any(o => o.Shape is [{ IsFixed: true }, ..]);

    private static Model Canonical(
        Model model,
        ImmutableHashSet<string> keep,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes,
        bool straightThrough,
        bool mergeConstants
    )
    {
        var upgraded = Lowered(WithoutControlFlow(Upgraded(WithOutputs(model, keep), shapes), shapes), shapes);
        var graph = Folded(upgraded, upgraded.Graph);
        if (straightThrough && graph.Nodes.Any(n => QuantizationLowering.Knows(n.QualifiedOp)))
            graph = QuantizationLowering.Lower(ShapeProbe.Learn(upgraded with { Graph = graph }, shapes).Graph);
        if (graph.Nodes.Any(n => n.Op is "BatchNormalization" && graph.Info(n.Required(0))?.Shape is null))
            graph = ShapeProbe.Learn(upgraded with { Graph = graph }, shapes).Graph;
        graph = BatchNormalizationFolding.Fold(graph, keep);
        graph = DeadNodes.Remove(Folded(upgraded, GemmLowering.Lower(graph)));
        graph = mergeConstants ? DuplicateConstants.Merge(graph) : graph;
        var learnt = ShapeProbe.Learn(upgraded with { Graph = graph }, shapes);
        var outputs = learnt.Graph.Outputs[..model.Graph.Outputs.Length];
        return learnt with { Graph = learnt.Graph with { Outputs = outputs } };
    }

    /// <summary>A model that was put together from canonical parts, cleaned up for running.</summary>
    public static Model Tidied(Model model) =>
        model with
        {
            Graph = EarlyOrder.Sort(
                DuplicateConstants.Merge(DeadNodes.Remove(Folded(model, DeadNodes.Remove(model.Graph))))
            ),
        };

    /// <summary>The model without the branches, loops and sequences that constants decide, however deep they are nested.</summary>
    private static Model WithoutControlFlow(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes)
    {
        const int DeepestNesting = 32;
        for (var depth = 0; depth < DeepestNesting && ControlFlowResolution.Concerns(model.Graph); depth++)
        {
            var folded = model with { Graph = Folded(model, model.Graph) };
            if (folded.Graph.Nodes.Any(n => n.Op is "Scan" or "SplitToSequence"))
                folded = ShapeProbe.Learn(folded, shapes);
            model = folded with { Graph = ControlFlowResolution.Resolve(folded.Graph) };
        }
        return model;
    }

    /// <summary>
    /// The model in the canonical operator set. What stands for many operators and is newer than that set is lowered before:
    /// afterwards it could not be run any more, so that its shapes could not be learnt.
    /// </summary>
    private static Model Upgraded(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes)
    {
        if (model.Opset > Model.CanonicalOpset)
            model = Lowered(model, shapes);
        return OpsetUpgrade.Upgrade(OpsetUpgrade.NeedsShapes(model) ? ShapeProbe.Learn(model, shapes) : model);
    }

    /// <summary>The model without operators that stand for many.</summary>
    private static Model Lowered(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes)
    {
        if (!model.Graph.Nodes.Any(n => CompositeLowering.Knows(n.QualifiedOp)))
            return model;
        var learnt = ShapeProbe.Learn(model with { Graph = RecurrentLayout.TimeFirst(model.Graph) }, shapes);
        return learnt with { Graph = CompositeLowering.Lower(learnt.Graph) };
    }

    /// <summary>The model freed from being made for one example; the model itself where rows would influence each other.</summary>
    private static Model WithFreeBatch(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes)
    {
        if (BatchFreeing.Free(model.Graph) is not { } graph)
            return model;
        try
        {
            var free = ShapeProbe.Learn(model with { Graph = graph }, shapes);
            return BatchIndependence.Holds(free, model, shapes) ? free : model;
        }
        catch (ModelException)
        {
            return model;
        }
    }

    /// <summary>The model with the open batch axis of its inputs fixed at 1; null where none is open.</summary>
    private static Model? OfOneExample(Model model)
    {
        var inputs = model.Graph.Inputs.Select(i =>
            i.Shape is [{ IsFixed: false }, ..] shape ? i with { Shape = shape.SetItem(0, 1) } : i
        );
        return model.Graph.Inputs.Any(i => i.Shape is [{ IsFixed: false }, ..])
            ? model with
            {
                Graph = model.Graph with { Inputs = [.. inputs] },
            }
            : null;
    }

    /// <summary>What is given out survives every pass, also where no output of the model depends on it.</summary>
    private static Model WithOutputs(Model model, ImmutableHashSet<string> names)
    {
        var outputs = model.Graph.Outputs.Select(o => o.Name);
        var further = model
            .Graph.Nodes.SelectMany(n => n.Outputs)
            .Where(name => names.Contains(name) && !outputs.Contains(name, StringComparer.Ordinal))
            .Select(name => model.Graph.Info(name) ?? new ValueInfo(name, ElementType.Undefined));
        return model with { Graph = model.Graph with { Outputs = [.. model.Graph.Outputs, .. further] } };
    }

    private static Graph Folded(Model model, Graph graph) =>
        ConstantFolding.Fold(graph, part => Evaluated(model, part));

    private static ImmutableArray<Tensor> Evaluated(Model model, Graph part)
    {
        using var session = new Session(model with { Graph = part }, SessionSettings.Once);
        return session.Run(ImmutableDictionary<string, Tensor>.Empty);
    }
}
