using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe.Runtime.Devices;

/// <summary>(y, places) = MaxPool(x) → y = MaxPool(x) and (_, places) = MaxPool(double(x)).</summary>
/// <remarks>
/// WebGPU's kernel takes every pool and refuses to tell the places when it runs. It does not take doubles, so that the processor finds these; rounding
/// is no matter, as every single is a double.
/// </remarks>
internal static class PlacesOfMaxima
{
    private const int Places = 1;

    /// <summary>The model with the places found on the processor.</summary>
    public static Model OnProcessor(Model model)
    {
        return model with { Graph = Rewrite.Nodes(model.Graph, Replace) };

        bool Replace(GraphBuilder builder, Node node) => Replaced(builder, node, model.Graph.Info);
    }

    private static bool Replaced(GraphBuilder builder, Node node, Func<string, ValueInfo?> info)
    {
        if (
            node is not { Op: "MaxPool", Domain: "" }
            || node.Outputs.Length <= Places
            || node.Outputs[Places].Length == 0
        )
            return false;
        builder.Add(node with { Outputs = [node.Output] }, info);
        var wide = Op.Cast(builder[node.Required(0)], ElementType.Float64);
        var found = builder.Emit(node.Op, [wide], node.Outputs.Length, node.Attributes);
        builder.Alias(node.Outputs[Places], found[Places]);
        return true;
    }
}
