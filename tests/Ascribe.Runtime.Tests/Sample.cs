using Ascribe.Onnx;

namespace Ascribe.Runtime.Tests;

/// <summary>Small models and numbers to put in.</summary>
internal static class Sample
{
    /// <summary>What <paramref name="write"/> returns is the output <c>y</c>.</summary>
    public static Model Model(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        return Onnx.Model.Canonical(builder.Build());
    }

    public static Value Input(GraphBuilder builder) => builder.Input("x", ElementType.Float32, Dim.Batch, 3);

    /// <summary>One example of <see cref="Input"/>.</summary>
    public static Dictionary<string, Tensor> Feeds(float[] row) => new() { ["x"] = Tensor.Of(row, 1, row.Length) };

    /// <summary>A chain of products that takes some ten milliseconds a node.</summary>
    public static Model Long(int nodes) =>
        Model(b =>
        {
            var x = b.Input("x", ElementType.Float32, Side, Side);
            return Enumerable.Range(0, nodes).Aggregate(x, (product, _) => Op.MatMul(product, x));
        });

    public static Dictionary<string, Tensor> LongFeeds() =>
        new() { ["x"] = Tensor.Filled(ElementType.Float32, [Side, Side], 1.0 / Side) };

    private const int Side = 512;
}
