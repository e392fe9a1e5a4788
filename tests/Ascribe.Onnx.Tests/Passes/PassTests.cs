using Ascribe.Onnx.Passes;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Tests;

public sealed class PassTests
{
    [Theory]
    [InlineData(0, 0, 1f, 1f, true)]
    [InlineData(1, 0, 1f, 1f, true)]
    [InlineData(0, 1, 0.5f, 1f, true)]
    [InlineData(1, 1, 2f, 0.25f, true)]
    [InlineData(0, 1, 3f, 1f, false)]
    public void Gemm_BecomesMatMul(int transA, int transB, float alpha, float beta, bool bias)
    {
        var graph = Built(b =>
        {
            var x = b.Input("x", ElementType.Float32, transA == 0 ? [2, 3] : [3, 2]);
            var w = b.Constant(transB == 0 ? Rewritten.Numbers(1, 3, 4) : Rewritten.Numbers(1, 4, 3), "w");
            var settings = Attributes
                .None.With("transA", transA)
                .With("transB", transB)
                .With("alpha", alpha)
                .With("beta", beta);
            return b.Emit("Gemm", [x, w, bias ? b.Constant(Rewritten.Numbers(2, 4), "c") : null], settings);
        });
        var lowered = GemmLowering.Lower(graph);
        lowered.Nodes.ShouldNotContain(n => n.Op == "Gemm");
        lowered.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void Gemm_InItsPlainForm_IsTwoNodes()
    {
        var graph = Built(b =>
            b.Emit(
                "Gemm",
                [
                    b.Input("x", ElementType.Float32, 2, 3),
                    b.Constant(Rewritten.Numbers(1, 3, 4), "w"),
                    b.Constant(Rewritten.Numbers(2, 4), "c"),
                ]
            )
        );
        GemmLowering
            .Lower(graph)
            .NodeLines()
            .ShouldBe(["MatMul = MatMul (x, w)", "Gemm = Add (MatMul, c)", "y = Identity (Gemm)"]);
    }

    [Fact]
    public void Gemm_OfAMatrixThatAnotherReadsToo_SharesItsTransposition()
    {
        var turned = Attributes.None.With("transB", 1);
        var graph = Built(b =>
        {
            var w = b.Constant(Rewritten.Numbers(1, 3, 3), "w");
            return b.Emit("Gemm", [b.Emit("Gemm", [b.Input("x", ElementType.Float32, 2, 3), w], turned), w], turned);
        });
        var lowered = GemmLowering.Lower(graph);
        lowered
            .NodeLines()
            .ShouldBe([
                "w.T = Transpose <perm = [1, 0]> (w)",
                "Gemm = MatMul (x, w.T)",
                "Gemm.2 = MatMul (Gemm, w.T)",
                "y = Identity (Gemm.2)",
            ]);
        lowered.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void Gemm_WithoutItsSecondInput_IsNamed() =>
        Proto
            .Complaint(() => GemmLowering.Lower(Built(b => b.Emit("Gemm", [b.Input("x", ElementType.Float32, 2, 3)]))))
            .ShouldBe("Gemm → 'Gemm' lacks its input 1.");

    [Fact]
    public void ConstantSubgraph_IsComputedNow()
    {
        var graph = Built(b => b.Input("x", ElementType.Float32, 2) * Exp(b.Constant(Tensor.Vector(1f, 2), "c") + 1));
        var folded = ConstantFolding.Fold(graph, Rewritten.Evaluate);
        folded.NodeLines().ShouldBe(["Mul = Mul (x, Exp)", "y = Identity (Mul)"]);
        folded.Constants.Keys.ShouldBe(["Exp"]);
        folded.ShouldRunLike(graph);
    }

    [Fact]
    public void StoredWeights_AreDequantized()
    {
        var graph = Built(b =>
        {
            var bytes = b.Constant(Tensor.Of<sbyte>([1, -2, 3, 4], 2, 2), "q");
            var weight = b.Emit(
                "DequantizeLinear",
                [bytes, b.Constant(Tensor.Vector(0.5f, 2), "s"), b.Constant(Tensor.Vector<sbyte>(0, 1), "z")],
                Attributes.None.With("axis", 0)
            );
            return MatMul(b.Input("x", ElementType.Float32, 1, 2), weight);
        });
        var folded = ConstantFolding.Fold(graph, Rewritten.Evaluate);
        folded.Constants["DequantizeLinear"].ToDoubles().ShouldBe([0.5, -1, 4, 6]);
        folded.Nodes.Select(n => n.Op).ShouldBe(["MatMul", "Identity"]);
    }

    [Fact]
    public void ConstantNodes_OfEveryForm_BecomeConstants()
    {
        var graph = Built(b =>
        {
            Value Form(string name, object value) => b.Emit("Constant", [], Attributes.None.With(name, value), name);
            var x = b.Input("x", ElementType.Float32, 2);
            x =
                x * Form("value", Tensor.Vector(1f, 2))
                + Form("value_float", 3f)
                + Form("value_floats", new[] { 1f, 2 });
            return x
                + Cast(
                    b.Add(
                        new Node("Constant", [], ["k"], Attributes.None.With("value_int", 4)),
                        n => new(n, ElementType.Int64)
                    )[0],
                    ElementType.Float32
                );
        });
        var folded = ConstantFolding.Fold(graph, Rewritten.Evaluate);
        folded.Nodes.ShouldNotContain(n => n.Op == "Constant" || n.Op == "Cast");
        folded.ShouldRunLike(graph);
    }

    [Fact]
    public void OutputThatIsConstant_IsStillMade()
    {
        var graph = Built(b => b.Constant(Tensor.Vector(1f), "c") + 1);
        var folded = ConstantFolding.Fold(graph, Rewritten.Evaluate);
        folded.NodeLines().ShouldBe(["y = Identity (y.folded)"]);
        folded.ShouldRunLike(graph);
    }

    [Fact]
    public void RandomNumbers_AreNotFolded()
    {
        var graph = Built(b => b.Emit("RandomNormalLike", [b.Constant(Tensor.Vector(1f), "c")]));
        ConstantFolding.Fold(graph, Rewritten.Evaluate).Nodes[0].Op.ShouldBe("RandomNormalLike");
    }

    [Fact]
    public void EqualConstants_AreStoredOnce()
    {
        var graph = Built(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2);
            return x
                + b.Constant(Tensor.Vector(1f, 2), "b")
                + b.Constant(Tensor.Vector(1f, 2), "a")
                + b.Constant(Tensor.Vector(2f, 1), "c");
        });
        var merged = DuplicateConstants.Merge(graph);
        merged.Constants.Keys.Order().ShouldBe(["a", "c"]);
        merged.NodeLines()[0].ShouldBe("Add = Add (x, a)");
        merged.ShouldRunLike(graph);
    }

    [Fact]
    public void EqualBytes_OfOtherTypeOrShape_StayApart()
    {
        var graph = Built(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2);
            return x
                + b.Constant(Tensor.Vector(0f), "a")
                + b.Constant(Tensor.Scalar(0f), "b")
                + Cast(b.Constant(Tensor.Vector(0), "c"), ElementType.Float32);
        });
        DuplicateConstants.Merge(graph).Constants.Count.ShouldBe(3);
    }

    [Fact]
    public void NodesThatNobodyNeeds_AreRemoved_InputsStay()
    {
        var graph = Built(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2);
            _ = Exp(x * b.Constant(Tensor.Vector(2f, 3), "unused"));
            b.Input("z", ElementType.Float32, 2);
            return Relu(x);
        });
        var live = DeadNodes.Remove(graph);
        live.NodeLines().ShouldBe(["Relu = Relu (x)", "y = Identity (Relu)"]);
        live.Constants.ShouldBeEmpty();
        live.Inputs.Select(i => i.Name).ShouldBe(["x", "z"]);
        live.Values.Keys.ShouldNotContain("Exp");
    }

    private static Graph Built(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        return builder.Build();
    }
}
