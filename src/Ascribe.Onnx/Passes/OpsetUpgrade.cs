using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes;

/// <summary>Nodes as an older operator set writes them → the same nodes in <see cref="Model.CanonicalOpset"/>.</summary>
public static class OpsetUpgrade
{
    /// <summary>The oldest operator set that can be read.</summary>
    public const long Oldest = 13;

    /// <summary>The newest operator set that can be read: what it adds to the canonical one, ONNX Runtime has to know.</summary>
    public const long Newest = 26;

    private static readonly ImmutableArray<Change> Changes =
    [
        .. new[]
        {
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare",
        }.Select(op => new Change(op, 18, AxesToInput)),
        new Change("Split", 18, StateCount),
        new Change("RoiAlign", 16, StateCoordinates),
        new Change("GridSample", 20, RenameModes),
        new Change("GroupNormalization", 21, Refuse),
    ];

    /// <summary>The model in the canonical operator set.</summary>
    /// <exception cref="ModelException">The model is too old, or holds a node that has no counterpart.</exception>
    public static Model Upgrade(Model model)
    {
        if (model.Opset < Oldest)
            throw new ModelException(
                $"the model is written in opset {model.Opset}; {Oldest} and later are supported. Convert it with onnx.version_converter or export it anew."
            );
        if (model.Opset > Newest)
            throw new ModelException(
                $"the model is written in opset {model.Opset}, and {Newest} is the newest that is known; export it in an older one."
            );
        var due = Changes
            .Where(c => c.Since > model.Opset)
            .ToDictionary(c => c.Op, c => c.Apply, StringComparer.Ordinal);
        var graph = Rewrite.Nodes(
            model.Graph,
            (builder, node) =>
                node.Domain.Length == 0 && due.TryGetValue(node.Op, out var apply) && apply(builder, node)
        );
        return model with
        {
            Graph = graph,
            Opsets = model.Opsets.SetItem("", Model.CanonicalOpset),
            IrVersion = Math.Max(model.IrVersion, Model.CanonicalIrVersion),
        };
    }

    private static bool AxesToInput(GraphBuilder builder, Node node)
    {
        var axes = node.Attributes.Ints("axes");
        if (axes.IsDefault)
            return false;
        builder.Define(
            node,
            node.Op,
            [builder[node.Required(0)], builder.Longs(axes.AsSpan())],
            node.Attributes.Without("axes")
        );
        return true;
    }

    /// <summary>Equal parts have to be counted since version 18.</summary>
    private static bool StateCount(GraphBuilder builder, Node node)
    {
        if (node.Input(1) is not null)
            return false;
        builder.Add(node with { Attributes = node.Attributes.With("num_outputs", node.Outputs.Length) });
        return true;
    }

    /// <summary>Half a pixel is taken off by default since version 16.</summary>
    private static bool StateCoordinates(GraphBuilder builder, Node node)
    {
        builder.Add(
            node with
            {
                Attributes = node.Attributes.With("coordinate_transformation_mode", "output_half_pixel"),
            }
        );
        return true;
    }

    private static bool RenameModes(GraphBuilder builder, Node node)
    {
        var mode = node.Attributes.Text("mode", "bilinear") switch
        {
            "bilinear" => "linear",
            "bicubic" => "cubic",
            var other => other,
        };
        builder.Add(node with { Attributes = node.Attributes.With("mode", mode) });
        return true;
    }

    private static bool Refuse(GraphBuilder builder, Node node) =>
        throw new ModelException(
            $"{node} has another meaning before opset 21, and that is not supported; export the model in opset 21."
        );

    /// <summary>An operator whose form changed: nodes older than <paramref name="Since"/> go through <paramref name="Apply"/>.</summary>
    private sealed record Change(string Op, long Since, Func<GraphBuilder, Node, bool> Apply);
}
