namespace Ascribe.Onnx.Passes;

/// <summary>Gemm(A, B, C) → α·A′·B′ + β·C with MatMul, Transpose, Mul and Add.</summary>
public static class GemmLowering
{
    /// <summary>The graph without Gemm.</summary>
    public static Graph Lower(Graph graph) => Rewrite.Nodes(graph, Replace);

    private static bool Replace(GraphBuilder builder, Node node)
    {
        if (node is not { Op: "Gemm", Domain: "" })
            return false;
        var a = Transposed(builder[node.Required(0)], node.Attributes.Int("transA"));
        // A factor on B folds into the constant that B almost always is.
        var b = Scaled(
            Transposed(builder[node.Required(1)], node.Attributes.Int("transB")),
            node.Attributes.Float("alpha", 1)
        );
        if (node.Input(2) is { } c)
            builder.Define(node, "Add", [Op.MatMul(a, b), Scaled(builder[c], node.Attributes.Float("beta", 1))]);
        else
            builder.Define(node, "MatMul", [a, b]);
        return true;
    }

    private static Value Transposed(Value x, long transposed) => transposed == 0 ? x : Op.Transpose(x, 1, 0);

    private static Value Scaled(Value x, float factor) => factor == 1 ? x : x * factor;
}
