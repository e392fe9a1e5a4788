using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Quantization;

/// <summary>One operator on quantized integers, between numbers that go in and numbers that come out.</summary>
/// <param name="Op">The operator, with its domain where that is not ai.onnx.</param>
/// <param name="Condition">What is particular about it.</param>
/// <param name="Shape">The shape of the input x, whose numbers lie in [−1, 1).</param>
/// <param name="Write">From x to the number y.</param>
public sealed record QuantizedCase(string Op, string Condition, long[] Shape, Func<Value, Value> Write)
{
    /// <summary>The largest distance between two levels of y, by which the two forms may differ in few places.</summary>
    public double Level { get; init; } = 0.03;

    /// <summary>Which share of the results may lie between two levels, where either is right.</summary>
    public double Ties { get; init; } = 0.05;

    public Tensor X => Sample.Singles(5, Shape);

    public Model Forward()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, [.. Shape.Select(extent => (Dim)extent)]);
        builder.Output(Write(x), "y");
        var graph = builder.Build();
        // The notation knows nothing of the types that quantized operators give.
        var untyped = graph with
        {
            Outputs = [new ValueInfo("y", ElementType.Undefined)],
            Values = graph.Values.Clear(),
        };
        var model = Model.Canonical(untyped);
        return model with { Opsets = model.Opsets.SetItem("com.microsoft", 1) };
    }

    public override string ToString() => Condition.Length == 0 ? Op : $"{Op}, {Condition}";
}
