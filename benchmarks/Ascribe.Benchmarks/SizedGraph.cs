using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Benchmarks;

/// <summary>Graphs of any number of nodes, from x [N, 4] to y [N, 4].</summary>
internal static class SizedGraph
{
    private const int Width = 4;

    /// <summary>The shapes that a graph can have.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["chain", "wide", "constants"];

    /// <summary>A model of about so many nodes.</summary>
    public static Model Of(string kind, int nodes)
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, Width);
        var y = kind switch
        {
            "chain" => Chain(x, nodes / 3),
            "wide" => Wide(x, nodes / 3),
            "constants" => Constants(x, nodes / 2),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "chain, wide or constants"),
        };
        b.Output(y, "y");
        return Model.Canonical(b.Build());
    }

    /// <summary>x ← tanh(x·a + b), one after the other.</summary>
    private static Value Chain(Value x, int steps)
    {
        for (var i = 0; i < steps; i++)
            x = Tanh(x * 0.9 + 0.1);
        return x;
    }

    /// <summary>Σ tanh(x·aᵢ), the branches side by side.</summary>
    private static Value Wide(Value x, int branches)
    {
        var sum = Tanh(x * x.Builder.Constant(Row(0)));
        for (var i = 1; i < branches; i++)
            sum += Tanh(x * x.Builder.Constant(Row(i)));
        return sum;
    }

    /// <summary>x ← sin(x + bᵢ), every bᵢ another constant.</summary>
    private static Value Constants(Value x, int steps)
    {
        for (var i = 0; i < steps; i++)
            x = Unary("Sin", x + x.Builder.Constant(Row(i)));
        return x;
    }

    private static Tensor Row(int i) => Tensor.Of(new[] { 1f / (i + 1), 0.5f, -0.25f, i % 7 }, 1, Width);
}
