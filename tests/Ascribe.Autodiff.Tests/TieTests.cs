using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>At ties and kinks the derivative is a convention; these are the conventions.</summary>
public sealed class TieTests
{
    [Fact]
    public void MaxPool_OfEqualInputs_GivesAllToTheFirst()
    {
        var pool = Attributes.None.With("kernel_shape", new[] { 2, 2 }).With("strides", new[] { 2, 2 });
        Gradient([1, 1, 2, 4], [1, 1, 3, 3, 1, 1, 3, 3], x => Op.Unary("MaxPool", x, pool))
            .ShouldBe([1, 0, 1, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void GlobalMaxPool_OfEqualInputs_GivesAllToTheFirst() =>
        Gradient([1, 2, 3], [0, 5, 5, 7, 7, 7], x => Op.Unary("GlobalMaxPool", x)).ShouldBe([0, 1, 0, 1, 0, 0]);

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    public void Extreme_OfEqualInputs_GivesAllToTheFirst(string op) =>
        Gradient([1, 2], [1, 2], x => x.Builder.Emit(op, [x * 1, x * 10 - x * 9, x * 5 - x * 4])).ShouldBe([1, 1]);

    [Theory]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    public void ReducedExtreme_OfEqualElements_GivesAllToTheFirst(string op) =>
        Gradient([2, 3, 2], [5, 5, 5, 5, 5, 5, 7, 7, 7, 7, 7, 7], x => Op.Binary(op, x, x.Builder.Longs(0, 2)))
            .ShouldBe(op == "ReduceMax" ? [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0] : [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]);

    [Fact]
    public void Length_OfZeros_PassesNothing() =>
        Gradient([2, 2], [0, 0, 3, 4], x => Op.Binary("ReduceL2", x, x.Builder.Longs(1))).ShouldBe([0, 0, 0.6f, 0.8f]);

    [Fact]
    public void Product_WithZeros_GivesEachFactorTheProductOfTheOthers() =>
        Gradient([3, 3], [2, 3, 4, 2, 0, 4, 0, 3, 0], x => Op.Binary("ReduceProd", x, x.Builder.Longs(1)))
            .ShouldBe([12, 8, 6, 0, 8, 0, 0, 0, 0]);

    [Theory]
    [InlineData("Relu", 0)]
    [InlineData("Abs", 0)]
    [InlineData("LeakyRelu", 0.01f)]
    [InlineData("Elu", 1)]
    [InlineData("HardSwish", 0.5)]
    public void Kink_AtZero_HasTheSlopeStated(string op, double slope) =>
        Gradient([1, 1], [0f], x => Op.Unary(op, x)).Single().ShouldBe(slope, 1e-7);

    [Fact]
    public void Clip_AtItsBounds_PassesNothing() =>
        Gradient([1, 4], [-1, -0.5f, 0.5f, 1], x => x.Builder.Emit("Clip", [x, x.Like(-1), x.Like(1)]))
            .ShouldBe([0, 1, 1, 0]);

    private static double[] Gradient(long[] shape, float[] point, Func<Value, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder.Input("x", ElementType.Float32, [.. shape.Select(e => (Dim)e)])), "y");
        var model = Canonicalization.Apply(Model.Canonical(builder.Build()));
        var gradient = Differentiation.Gradient(model, b => SumOf(b["y"]), ["x"], RuleSets.Gradient);
        using var session = new Session(Canonicalization.Tidied(gradient));
        return session.Run(new Dictionary<string, Tensor> { ["x"] = Tensor.Of(point, shape) })[^1].ToDoubles();
    }

    private static Value SumOf(Value y) =>
        Op.ReduceSum(y, [.. Enumerable.Range(0, y.Rank).Select(a => (long)a)], keepDims: false);
}
