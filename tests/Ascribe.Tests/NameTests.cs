using Ascribe.Onnx;
using Ascribe.Runtime;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

/// <summary>A model may call its values what it likes, the names that generated nodes would like to have included.</summary>
public sealed class NameTests
{
    private static readonly string[] Wanted =
    [
        "Sub",
        "Mul",
        "Add",
        "Cast",
        "Reshape",
        "Relu",
        "ReduceSum",
        "Transpose",
        "point",
        "weight",
        "selection",
        "x/input",
        "baseline/input",
        "sum/input",
        "side/input",
        "1",
        "i0",
        "i1",
        "i-1_1",
        "Expand",
        "Shape",
    ];

    [Fact]
    public void Explain_ModelWithNamesThatGeneratedNodesUse_IsTheModelWithOtherNames()
    {
        var x = SmallModels.Random(41, 2, 3);
        var question = new Question(Inputs(("input", x))) { Target = Target.Class(0) };
        var named = Integrate(Chain(i => Wanted[i]), question);
        var other = Integrate(Chain(i => $"value{i}"), question);
        Distance.Largest(named.Of("input"), other.Of("input")).ShouldBe(0);
    }

    [Fact]
    public void Differentiate_ModelWithNamesThatGeneratedNodesUse_IsTheModelWithOtherNames()
    {
        var inputs = Inputs(("input", SmallModels.Random(42, 2, 3)));
        using var named = new PlainGradient(Chain(i => Wanted[i]), Target.Class(0), "input");
        using var other = new PlainGradient(Chain(i => $"value{i}"), Target.Class(0), "input");
        Distance
            .Largest(named.Run(inputs)["gradient/input"].ToDoubles(), other.Run(inputs)["gradient/input"].ToDoubles())
            .ShouldBe(0);
    }

    [Fact]
    public void Gemm_BeforeAValueNamedLikeItsLowering_IsLowered()
    {
        // Lowering writes a Transpose and a MatMul; the model uses both names later.
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, Dim.Batch, 3);
        var w = builder.Constant(SmallModels.Random(43, 2, 3));
        var dense = builder.Emit("Gemm", [x, w], Attributes.None.With("transB", 1), "dense");
        var tanh = builder.Emit("Tanh", [dense], hint: "Transpose");
        builder.Output(builder.Emit("Exp", [tanh], hint: "MatMul"));
        var canonical = Canonicalization.Apply(Model.Canonical(builder.Build()));
        canonical.Graph.Nodes.ShouldNotContain(n => n.Op == "Gemm");
        canonical.Graph.Outputs.Single().Name.ShouldBe("MatMul");
    }

    /// <summary>input [N,3] through one Tanh per name, scaled at the end.</summary>
    private static Model Chain(Func<int, string> name)
    {
        var builder = new GraphBuilder();
        var value = builder.Input("input", ElementType.Float32, Dim.Batch, 3);
        for (var i = 0; i < Wanted.Length; i++)
            value = builder.Emit(i % 2 == 0 ? "Tanh" : "Softplus", [value], hint: name(i));
        builder.Output(value);
        return Model.Canonical(builder.Build());
    }
}
