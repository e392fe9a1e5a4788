using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Tests;

public sealed class NotationTests
{
    [Fact]
    public void Arithmetic_WritesNodes()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, Dim.Batch, 3);
        builder.Output(Relu(2 * x - x / 4) + -x, "y");
        GraphText
            .Write(builder.Build())
            .ShouldBe(
                """
                graph (float[N,3] x) => (float y)
                  2 = float[] {2}
                  4 = float[] {4}
                  Mul = Mul (2, x)
                  Div = Div (x, 4)
                  Sub = Sub (Mul, Div)
                  Relu = Relu (Sub)
                  Neg = Neg (x)
                  Add = Add (Relu, Neg)
                  y = Identity (Add)

                """.ReplaceLineEndings("\n")
            );
    }

    [Fact]
    public void EqualNumbers_ShareAConstant_PerType()
    {
        var builder = new GraphBuilder();
        builder.Scalar(2).ShouldBe(builder.Scalar(2));
        builder.Scalar(2, ElementType.Float64).ShouldNotBe(builder.Scalar(2));
        builder.Longs(1, 2).ShouldBe(builder.Longs(1, 2));
    }

    [Fact]
    public void FreshNames_AvoidTakenOnes()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("Relu", ElementType.Float32, 2);
        builder.Input("Relu.2", ElementType.Float32, 2);
        Relu(x).Name.ShouldNotBeOneOf("Relu", "Relu.2");
    }

    [Fact]
    public void NameTakenTwice_IsRefused()
    {
        var builder = new GraphBuilder();
        builder.Input("x", ElementType.Float32, 2);
        Proto.Complaint(() => builder.Input("x", ElementType.Float32, 2)).ShouldContain("'x' is taken twice");
    }

    [Fact]
    public void NodeThatReadsTheUnknown_IsRefused() =>
        Proto
            .Complaint(() => new GraphBuilder().Add(new Node("Relu", ["x"], ["y"], Attributes.None)))
            .ShouldBe("Relu → 'y' reads 'x', which the graph does not hold yet.");

    [Fact]
    public void Types_FollowTheOperators()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float64, 2);
        (x > 0).ElementType.ShouldBe(ElementType.Bool);
        Where(x > 0, x, x).ElementType.ShouldBe(ElementType.Float64);
        Shape(x).ElementType.ShouldBe(ElementType.Int64);
        Cast(x, ElementType.Float16).ElementType.ShouldBe(ElementType.Float16);
        Step(x).ElementType.ShouldBe(ElementType.Float64);
        builder.OptionalOutput(Unary("MaxPool", x).Name, 1).ElementType.ShouldBe(ElementType.Int64);
    }

    [Fact]
    public void NearestNames_ComeFirst() =>
        NearestNames.To("conv1", ["relu", "Conv1_bias", "conv2"], 2).ShouldBe(["Conv1_bias", "conv2"]);
}
