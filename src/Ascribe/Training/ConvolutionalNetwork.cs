using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Training;

/// <summary>
/// A small network for small pictures: stages of a 3×3 convolution, ReLU and 2×2 maximum, then dense layers with ReLU between them:
/// image [N, channels, height, width] → logits [N, classes].
/// </summary>
/// <param name="Channels">Colors of a picture; 1 for gray.</param>
/// <param name="Height">Rows of a picture.</param>
/// <param name="Width">Columns of a picture.</param>
/// <param name="Classes">Classes told apart.</param>
/// <remarks>Values are called <c>conv1</c>, <c>relu1</c>, <c>pool1</c>, …, <c>sum1</c>, <c>hidden1</c>, … and <c>logits</c>.</remarks>
public sealed record ConvolutionalNetwork(int Channels, int Height, int Width, int Classes)
{
    /// <summary>The input's name.</summary>
    public const string Image = "image";

    /// <summary>The output's name.</summary>
    public const string Logits = "logits";

    /// <summary>The filters of each stage.</summary>
    public ImmutableArray<int> Filters { get; init; } = [16, 32];

    /// <summary>The widths of the hidden dense layers.</summary>
    public ImmutableArray<int> Widths { get; init; } = [64];

    /// <summary>The network with parameters as <see cref="Initialization.He"/> draws them.</summary>
    /// <param name="seed">Decides the draw.</param>
    /// <exception cref="ModelException">A width is not positive, or the picture is too small for so many stages.</exception>
    public Model Build(int seed = 0)
    {
        Check();
        var builder = new GraphBuilder();
        var value = builder.Input(Image, ElementType.Float32, Dim.Batch, Channels, Height, Width);
        var (channels, height, width) = (Channels, Height, Width);
        foreach (var (i, filters) in Filters.Index())
        {
            value = Stage(builder, value, i + 1, channels, filters);
            (channels, height, width) = (filters, height / 2, width / 2);
        }
        value = builder.Emit("Flatten", [value], Attributes.None.With("axis", 1), "flat");
        ImmutableArray<int> widths = [channels * height * width, .. Widths, Classes];
        for (var layer = 1; layer < widths.Length; layer++)
            value = Dense(builder, value, layer, widths[layer - 1], widths[layer], layer == widths.Length - 1);
        builder.Output(builder.Shaped(value, Dim.Batch, Classes));
        return Initialization.He(Model.Canonical(builder.Build()), seed);
    }

    private void Check()
    {
        int[] all = [Channels, Classes, .. Filters, .. Widths];
        if (all.FirstOrDefault(w => w < 1, 1) is var wrong and < 1)
            throw new ModelException($"a layer of {wrong} channels cannot be built; there is 1 at least.");
        if (Math.Min(Height, Width) >> Filters.Length < 1)
            throw new ModelException(
                $"pictures of {Width} × {Height} pixels are too small for {Filters.Length} stages, each of which halves them."
            );
    }

    private static Value Stage(GraphBuilder builder, Value value, int number, int channels, int filters)
    {
        var weight = Zeros(builder, $"filters{number}", filters, channels, 3, 3);
        var bias = Zeros(builder, $"offsets{number}", filters);
        var padded = Attributes.None.With("pads", new long[] { 1, 1, 1, 1 }).With("kernel_shape", new long[] { 3, 3 });
        var sum = builder.Emit("Conv", [value, weight, bias], padded, $"conv{number}");
        var active = builder.Emit("Relu", [sum], hint: $"relu{number}");
        var halved = Attributes.None.With("kernel_shape", new long[] { 2, 2 }).With("strides", new long[] { 2, 2 });
        return builder.Emit("MaxPool", [active], halved, $"pool{number}");
    }

    private static Value Dense(GraphBuilder builder, Value value, int number, int from, int to, bool last)
    {
        var weight = Zeros(builder, $"weight{number}", from, to);
        var bias = Zeros(builder, $"bias{number}", to);
        var sum = builder.Emit("Add", [MatMul(value, weight), bias], hint: last ? Logits : $"sum{number}");
        return last ? sum : builder.Emit("Relu", [sum], hint: $"hidden{number}");
    }

    private static Value Zeros(GraphBuilder builder, string name, params ReadOnlySpan<long> shape) =>
        builder.Constant(Tensor.Filled(ElementType.Float32, [.. shape], 0), name);
}
