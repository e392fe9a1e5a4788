using System.Collections.Immutable;
using Ascribe.Autodiff.Rules;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>
/// MatMul(x, W) + b read as the one layer that it is, since some readings treat a sum with its bias otherwise than the two one
/// after the other. The nodes that run stay as they are; only the list that the walker goes through says <c>Affine</c>.
/// </summary>
public static class Affine
{
    /// <summary>The name under which the layer stands in the list.</summary>
    public const string Op = "Affine";

    /// <summary>Its rule: that of the product.</summary>
    internal static Bilinear Rule { get; } =
        new(Op, Products.LeftAdjoint, Products.RightAdjoint)
        {
            Broadcasting = Broadcasting.Leading,
            Product = (n, left, right, added) =>
                added is { } bias ? Onnx.Op.MatMul(left, right).ShapedLike(n.Y) + bias : Onnx.Op.MatMul(left, right),
        };

    /// <summary>The nodes, each product and the sum behind it as one.</summary>
    /// <param name="builder">The graph that holds them, with known shapes.</param>
    /// <param name="nodes">The nodes, in running order.</param>
    /// <param name="keep">Values that stay visible: features and the target's value.</param>
    public static ImmutableArray<Node> Read(GraphBuilder builder, ImmutableArray<Node> nodes, IReadOnlySet<string> keep)
    {
        var readings = nodes.SelectMany(n => n.Reads).CountBy(r => r, StringComparer.Ordinal).ToDictionary();
        var products = nodes.Where(IsInner).ToDictionary(n => n.Output, StringComparer.Ordinal);
        var joined = nodes.Select(n => Joined(builder, n, products)).ToArray();
        var swallowed = joined
            .Where(j => j.Product is not null)
            .Select(j => j.Product!.Output)
            .ToHashSet(StringComparer.Ordinal);
        return [.. joined.Select(j => j.Node).Where(n => n.Op is not "MatMul" || !swallowed.Contains(n.Output))];

        bool IsInner(Node node) =>
            node is { Op: "MatMul", Domain: "" }
            && readings.GetValueOrDefault(node.Output) == 1
            && !keep.Contains(node.Output)
            && node.Inputs.Any(i => builder.ConstantOf(i) is not null);
    }

    private static (Node Node, Node? Product) Joined(GraphBuilder builder, Node node, Dictionary<string, Node> products)
    {
        if (node is not { Op: "Add", Domain: "" })
            return (node, null);
        var place = products.ContainsKey(node.Inputs[0]) ? 0 : 1;
        return
            products.TryGetValue(node.Inputs[place], out var product)
            && builder.ConstantOf(node.Inputs[1 - place]) is not null
            && SameShape(builder.Info(product.Output), builder.Info(node.Output))
            ? (node with { Op = Op, Inputs = [.. product.Inputs, node.Inputs[1 - place]] }, product)
            : (node, null);
    }

    private static bool SameShape(ValueInfo a, ValueInfo b) =>
        a.Shape is { } one && b.Shape is { } other && one.SequenceEqual(other);
}
