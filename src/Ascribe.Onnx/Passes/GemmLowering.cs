namespace Ascribe.Onnx.Passes;

/// <summary>Gemm(A, B, C) → α·A′·B′ + β·C with MatMul, Transpose, Mul and Add.</summary>
public static class GemmLowering
{
    /// <summary>The graph without Gemm. A matrix that several products read in the same way stays one.</summary>
    public static Graph Lower(Graph graph)
    {
        var made = new Dictionary<string, Value>(StringComparer.Ordinal);
        return Rewrite.Nodes(graph, Replace);

        bool Replace(GraphBuilder builder, Node node)
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

        Value Transposed(Value x, long transposed) =>
            transposed == 0
                ? x
                : Once(
                    $"{x.Name}.T",
                    hint => x.Builder.Emit("Transpose", [x], Attributes.None.With("perm", Turned), hint)
                );

        Value Scaled(Value x, float factor) =>
            factor == 1
                ? x
                : Once($"{x.Name}.times.{factor:R}", hint => x.Builder.Emit("Mul", [x, x.Like(factor)], hint: hint));

        Value Once(string name, Func<string, Value> make) =>
            made.TryGetValue(name, out var value) ? value : made[name] = make(name);
    }

    private static readonly long[] Turned = [1, 0];
}
