using Ascribe.Onnx;

namespace Ascribe.Tests;

public sealed class MemoryEstimateTests
{
    /// <summary>Ten numbers for each example, in single precision.</summary>
    private const long Row = 40;

    [Fact]
    public void Chain_OfElementwiseOperators_TakesOneValue() =>
        Peak(b => Op.Relu(Op.Tanh(Op.Sigmoid(X(b))))).ShouldBe(Row);

    [Fact]
    public void Product_HoldsWhatItReadsBesideWhatItMakes() =>
        Peak(b => b.Shaped(Op.MatMul(Op.Tanh(X(b)), b.Constant(SmallModels.Random(1, 10, 30))), Dim.Batch, 30))
            .ShouldBe(Row + 3 * Row);

    [Fact]
    public void ValueOfUnknownShape_IsTakenToBeAsLargeAsWhatItIsMadeOf() =>
        Peak(b => Op.MatMul(Op.Tanh(X(b)), b.Constant(SmallModels.Random(1, 10, 30)))).ShouldBe(2 * Row);

    [Fact]
    public void ValueThatIsReadAgainLater_IsHeldUntilThen() =>
        Peak(b =>
            {
                var kept = Op.Tanh(X(b));
                return Op.MatMul(kept, b.Constant(SmallModels.Random(1, 10, 10))) * kept;
            })
            .ShouldBe(2 * Row);

    [Fact]
    public void OtherShapeOfAValue_TakesNothing() =>
        Peak(b => Op.Reshape(Op.Reshape(Op.Tanh(X(b)), -1, 5, 2), -1, 10)).ShouldBe(Row);

    [Fact]
    public void ValueWithoutExamples_CountsForNothing() =>
        Peak(b => X(b) * Op.Tanh(b.Constant(SmallModels.Random(1, 1, 10)))).ShouldBe(Row);

    private static Value X(GraphBuilder builder) => builder.Input("x", ElementType.Float32, Dim.Batch, 10);

    private static long Peak(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        return MemoryEstimate.PeakPerExample(builder.Build("estimated"));
    }
}
