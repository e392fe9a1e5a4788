using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Upgrade;

namespace Ascribe.Repair;

/// <summary>Silences parts of a layer for good: a product with a mask right behind it, in standard ONNX.</summary>
public static class Silencing
{
    private const int BroadcastingOpset = 7;

    /// <summary>The model in which whatever read the layer reads the product. All names stay; a mask of ones changes nothing.</summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">A value that a node makes.</param>
    /// <param name="mask">What the layer is multiplied by, [1, …].</param>
    /// <exception cref="ModelException">No node of the model makes the value.</exception>
    public static Model Apply(Model model, string layer, Tensor mask)
    {
        // Before that version a product did not broadcast.
        if (model.Opset < BroadcastingOpset)
            model = OpsetUpgrade.Upgrade(model);
        var graph = model.Graph;
        var made = graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0);
        if (!made.Contains(layer, StringComparer.Ordinal))
            throw new ModelException(
                $"no node of the model makes '{layer}', so that it cannot be silenced. Similar names: {string.Join(", ", NearestNames.To(layer, made))}."
            );
        var names = graph.ValueNames.ToHashSet(StringComparer.Ordinal);
        var (whole, masking) = (Fresh($"{layer}/whole", names), Fresh($"{layer}/mask", names));
        var product = new Node("Mul", [whole, masking], [layer], Attributes.None);
        return model with
        {
            Graph = graph with
            {
                Nodes = [.. graph.Nodes.SelectMany(n => Renamed(n, layer, whole, product))],
                Constants = graph.Constants.Add(masking, mask.To(TypeOf(graph, layer))),
            },
        };
    }

    private static IEnumerable<Node> Renamed(Node node, string layer, string whole, Node product)
    {
        var place = node.Outputs.IndexOf(layer, StringComparer.Ordinal);
        return place < 0 ? [node] : [node with { Outputs = node.Outputs.SetItem(place, whole) }, product];
    }

    /// <summary>Where the file does not say of which type the layer is, it is of that of the inputs.</summary>
    private static ElementType TypeOf(Graph graph, string layer) =>
        graph.Info(layer) is { ElementType: var known } && known.IsFloating()
            ? known
            : graph.Inputs.FirstOrDefault(i => i.ElementType.IsFloating())?.ElementType ?? ElementType.Float32;

    private static string Fresh(string name, HashSet<string> taken)
    {
        while (!taken.Add(name))
            name += ".";
        return name;
    }
}
