using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

public sealed class GraphCutTests
{
    private static readonly Tensor Weight = Sample.Numbers(3, 3, 4);

    [Fact]
    public void Cut_AtTheInput_TakesEverythingAndHoldsNothing()
    {
        var graph = Chain();
        var cut = GraphCut.At(graph, ["x"], "y");
        cut.Downstream.Select(n => n.Op).ShouldBe(["Tanh", "MatMul", "Relu", "Identity"]);
        cut.Sides.ShouldBeEmpty();
    }

    [Fact]
    public void Cut_AtALayer_TakesWhatLiesBehindIt()
    {
        var cut = GraphCut.At(Chain(), ["MatMul"], "y");
        cut.Downstream.Select(n => n.Op).ShouldBe(["Relu", "Identity"]);
        cut.Sides.ShouldBeEmpty();
    }

    [Fact]
    public void Cut_WithAHiddenTarget_StopsThere() =>
        GraphCut.At(Chain(), ["x"], "MatMul").Downstream.Select(n => n.Op).ShouldBe(["Tanh", "MatMul"]);

    [Fact]
    public void Cut_WhereFeatureIsTarget_IsEmpty()
    {
        var cut = GraphCut.At(Chain(), ["MatMul"], "MatMul");
        cut.Downstream.ShouldBeEmpty();
        cut.Sides.ShouldBeEmpty();
    }

    [Fact]
    public void Cut_ThatTheTargetDoesNotDependOn_IsEmpty()
    {
        var graph = Graph(b =>
        {
            b.Output(Tanh(b.Input("z", ElementType.Float64, Dim.Batch, 3)), "other");
            return Input(b) * 2;
        });
        GraphCut.At(graph, ["z"], "y").Downstream.ShouldBeEmpty();
    }

    [Fact]
    public void SideValue_OfAResidual_IsHeld()
    {
        var graph = Graph(b =>
        {
            var trunk = Tanh(Input(b));
            return trunk + Exp(Relu(trunk));
        });
        var cut = GraphCut.At(graph, ["Relu"], "y");
        cut.Downstream.Select(n => n.Op).ShouldBe(["Exp", "Add", "Identity"]);
        cut.Sides.ShouldBe(["Tanh"]);
    }

    [Fact]
    public void SideValue_ThatIsAnotherInput_IsHeld() =>
        GraphCut
            .At(Graph(b => Input(b) * b.Input("z", ElementType.Float64, Dim.Batch, 3)), ["x"], "y")
            .Sides.ShouldBe(["z"]);

    [Fact]
    public void Constants_AreNoSides() => GraphCut.At(Graph(b => Input(b) * 2), ["x"], "y").Sides.ShouldBeEmpty();

    /// <summary>Batch sizes read off another value must follow the number of points, not stay at the number of examples.</summary>
    [Fact]
    public void ShapeComputation_IsRepeatedDownstream()
    {
        var graph = Graph(b =>
        {
            var x = Input(b);
            var hidden = Tanh(x);
            var count = Op.Slice(Shape(x), [0], [1], [0]);
            return Reshape(Exp(hidden), Concat([count, b.Longs(3, 1)], 0));
        });
        var cut = GraphCut.At(graph, ["Tanh"], "y");
        cut.Sides.ShouldBe(["x"]);
        cut.Downstream.Select(n => n.Op)
            .ShouldBe(["Shape", "Slice", "Concat", "Exp", "Reshape", "Identity"], ignoreOrder: true);
    }

    [Fact]
    public void ShapeComputation_OverANumber_IsRepeatedDownstream()
    {
        var graph = Graph(b =>
        {
            var x = Input(b);
            var count = Gather(Shape(x), b.Constant(Tensor.Scalar(0L)), 0);
            return Reshape(Exp(Tanh(x)), Concat([Unsqueeze(count, 0), b.Longs(3, 1)], 0));
        });
        GraphCut.At(graph, ["Tanh"], "y").Sides.ShouldBe(["x"]);
    }

    [Fact]
    public void Feature_ThatDependsOnAnother_IsRefusedByName() =>
        Should
            .Throw<ModelException>(() => GraphCut.At(Chain(), ["x", "MatMul"], "y"))
            .Message.ShouldContain("'MatMul' depends on another feature");

    [Fact]
    public void Features_SideBySide_AreCutTogether()
    {
        var graph = Graph(b =>
        {
            var x = Input(b);
            return Tanh(x) * Exp(x);
        });
        var cut = GraphCut.At(graph, ["Tanh", "Exp"], "y");
        cut.Downstream.Select(n => n.Op).ShouldBe(["Mul", "Identity"]);
        cut.Sides.ShouldBeEmpty();
    }

    [Fact]
    public void Cut_OfAChainOfAHundredThousandNodes_NeedsNoDeepStack()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float64, Dim.Batch, 3);
        var last = Enumerable.Range(0, 100_000).Aggregate(x, (v, _) => Neg(v));
        builder.Output(last, "y");
        GraphCut.At(builder.Build(), ["x"], "y").Downstream.Length.ShouldBe(100_001);

        static Value Neg(Value v) => v.Builder.Shaped(-v, Dim.Batch, 3);
    }

    private static Graph Chain() => Graph(b => Relu(MatMul(Tanh(Input(b)), b.Constant(Weight))));

    private static Value Input(GraphBuilder b) => b.Input("x", ElementType.Float64, Dim.Batch, 3);

    private static Graph Graph(Func<GraphBuilder, Value> write) => Sample.Model(write).Graph;
}
