using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Training;

/// <summary>A chain of dense layers with ReLU between them: x [N, inputs] → hidden1 → … → y [N, outputs].</summary>
/// <param name="Inputs">Numbers per example.</param>
/// <param name="Outputs">Numbers that come out per example.</param>
public sealed record MultiLayerPerceptron(int Inputs, int Outputs)
{
    /// <summary>The widths of the hidden layers.</summary>
    public ImmutableArray<int> Widths { get; init; } = [64, 32];

    /// <summary>The network with parameters <c>weight1</c>, <c>bias1</c>, … as <see cref="Initialization.He"/> draws them.</summary>
    /// <param name="seed">Decides the draw.</param>
    /// <exception cref="ModelException">A width is not positive.</exception>
    public Model Build(int seed = 0)
    {
        ImmutableArray<int> widths = [Inputs, .. Widths, Outputs];
        if (widths.FirstOrDefault(w => w < 1, 1) is var wrong and < 1)
            throw new ModelException($"a layer of {wrong} numbers cannot be built; widths are 1 or more.");
        var builder = new GraphBuilder();
        var value = builder.Input("x", ElementType.Float32, Dim.Batch, Inputs);
        for (var layer = 1; layer < widths.Length; layer++)
        {
            var last = layer == widths.Length - 1;
            var weight = Zeros(builder, $"weight{layer}", widths[layer - 1], widths[layer]);
            var bias = Zeros(builder, $"bias{layer}", widths[layer]);
            value = builder.Emit("Add", [MatMul(value, weight), bias], hint: last ? "y" : $"sum{layer}");
            if (!last)
                value = builder.Emit("Relu", [value], hint: $"hidden{layer}");
        }
        builder.Output(builder.Shaped(value, Dim.Batch, Outputs));
        return Initialization.He(Model.Canonical(builder.Build()), seed);
    }

    private static Value Zeros(GraphBuilder builder, string name, params ReadOnlySpan<long> shape) =>
        builder.Constant(Tensor.Filled(ElementType.Float32, [.. shape], 0), name);
}
