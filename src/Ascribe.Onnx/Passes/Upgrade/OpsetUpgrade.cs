using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes.Upgrade;

/// <summary>Nodes as an older operator set writes them → the same nodes in <see cref="Model.CanonicalOpset"/>.</summary>
/// <remarks>Source: the change log of the ONNX operators. What is not listed only gained types or defaults that keep its meaning.</remarks>
public static class OpsetUpgrade
{
    /// <summary>The newest operator set that can be read: what it adds to the canonical one, ONNX Runtime has to know.</summary>
    public const long Newest = 26;

    /// <summary>In the order of their versions, so that a node passes through every form that its operator has had.</summary>
    private static readonly ImmutableArray<Change> Changes =
    [
        new(4, JoiningForms.StateAxis, "Concat"),
        new(5, AttributeForms.ShapeToInput, "Reshape"),
        new(6, AttributeForms.NumberType, "Cast"),
        new(6, ActivationForms.StateSeluDefaults, "Selu"),
        new(7, BroadcastForms.Align, "Add", "And", "Div", "Equal", "Greater", "Less", "Mul", "Or", "Pow", "Sub", "Xor"),
        new(7, BroadcastForms.AlignSlope, "PRelu"),
        new(7, AttributeForms.Drop, "Gemm"),
        new(9, NormalizationForms.RequireChannels, "BatchNormalization"),
        new(9, ResizeForms.ScalesToInput, "Upsample"),
        new(9, ScanForms.ByExample, "Scan"),
        new(10, AttributeForms.SliceToInputs, "Slice"),
        new(10, AttributeForms.CountToInput, "TopK"),
        new(10, ResizeForms.FromUpsample, "Upsample"),
        new(11, AttributeForms.BoundsToInputs, "Clip"),
        new(11, AttributeForms.PadsToInputs, "Pad"),
        new(11, ResizeForms.WithRegion, "Resize"),
        new(11, JoiningForms.RenameScatter, "Scatter"),
        new(12, ActivationForms.AtInference, "Dropout"),
        new(13, ActivationForms.OverLastAxes, "Hardmax", "LogSoftmax", "Softmax"),
        new(13, AttributeForms.AxesToInput, "ReduceSum", "Squeeze", "Unsqueeze"),
        new(13, AttributeForms.SplitToInput, "Split"),
        new(13, ResizeForms.WithKnownCoordinates, "Resize"),
        new(14, NormalizationForms.OneOutput, "BatchNormalization"),
        new(16, ResizeForms.StateCoordinates, "RoiAlign"),
        new(
            18,
            AttributeForms.AxesToInput,
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare"
        ),
        new(18, JoiningForms.StateCount, "Split"),
        new(20, ResizeForms.RenameModes, "GridSample"),
        new(20, AttributeForms.AxisToInput, "DFT"),
        new(21, NormalizationForms.PerChannel, "GroupNormalization"),
    ];

    /// <summary>Whether the newer form of a node depends on the shapes that it works on.</summary>
    public static bool NeedsShapes(Model model) =>
        model.Opset < 13 || (model.Opset < 21 && model.Graph.Nodes.Any(n => n.Op == "GroupNormalization"));

    /// <summary>The model in the canonical operator set.</summary>
    /// <param name="model">A model, with known shapes where they are needed.</param>
    /// <exception cref="ModelException">The model is too new, or holds a node that has no counterpart.</exception>
    public static Model Upgrade(Model model)
    {
        if (model.Opset > Newest)
            throw new ModelException(
                $"the model is written in opset {model.Opset}, and {Newest} is the newest that is known; export it in an older one."
            );
        return model with
        {
            Graph = Upgraded(model.Graph, model.Opset),
            Opsets = model.Opsets.SetItem("", Model.CanonicalOpset),
            IrVersion = Math.Max(model.IrVersion, Model.CanonicalIrVersion),
        };
    }

    private static Graph Upgraded(Graph graph, long opset)
    {
        var due = Changes.Where(c => c.Since > opset).GroupBy(c => c.Since).OrderBy(g => g.Key);
        foreach (var version in due)
        {
            var changes = version
                .SelectMany(c => c.Operators.Select(op => KeyValuePair.Create(op, c.Apply)))
                .ToDictionary(StringComparer.Ordinal);
            if (!graph.Nodes.Any(n => n.Domain.Length == 0 && changes.ContainsKey(n.Op)))
                continue;
            graph = Rewrite.Nodes(
                graph,
                (builder, node) =>
                    node.Domain.Length == 0
                    && changes.TryGetValue(node.Op, out var apply)
                    && apply(new Dated(node, builder, graph.Info(node.Outputs[0])))
            );
        }
        return Rewrite.Subgraphs(graph, inner => Upgraded(inner, opset));
    }

    /// <summary>Operators whose form changed: their older nodes go through <paramref name="Apply"/>.</summary>
    private sealed record Change(long Since, Func<Dated, bool> Apply, params ImmutableArray<string> Operators);
}
