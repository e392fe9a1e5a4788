using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using static Ascribe.Onnx.Op;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>
/// A canonical model in float64. ONNX Runtime has no float64 kernels for convolutions and average pools; those become slices,
/// one per tap of the kernel, and a matrix product.
/// </summary>
internal static class DoublePrecision
{
    public static Model Of(Model canonical)
    {
        var graph = canonical.Graph;
        var lowered = Rewrite.Nodes(
            graph,
            (builder, node) =>
            {
                switch (node.Op)
                {
                    case "Conv":
                        Convolve(builder, graph, node);
                        return true;
                    case "AveragePool":
                        Average(builder, graph, node);
                        return true;
                    case "GlobalAveragePool":
                        builder.Define(node, "ReduceMean", [builder[node.Inputs[0]], builder.Longs(2, 3)]);
                        return true;
                    default:
                        return false;
                }
            }
        );
        return canonical with { Graph = Widened(lowered) };
    }

    private static Graph Widened(Graph graph) =>
        graph with
        {
            Inputs = [.. graph.Inputs.Select(Widened)],
            Outputs = [.. graph.Outputs.Select(Widened)],
            Values = graph.Values.Clear(),
            Constants = graph.Constants.SetItems(
                graph
                    .Constants.Where(c => c.Value.ElementType == ElementType.Float32)
                    .Select(c => KeyValuePair.Create(c.Key, c.Value.To(ElementType.Float64)))
            ),
        };

    private static ValueInfo Widened(ValueInfo info) =>
        info.ElementType == ElementType.Float32 ? info with { ElementType = ElementType.Float64 } : info;

    private static void Convolve(GraphBuilder builder, Graph graph, Node node)
    {
        var weight = graph.Constants[node.Inputs[1]];
        var weights = weight.ToDoubles();
        var (filters, channels) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        var bias = node.Input(2) is { } name ? graph.Constants[name].ToDoubles() : new double[filters];
        var taps = Taps(builder, graph, node, [.. weight.Shape.AsSpan()[2..]]);
        var area = taps.Length;
        var output = graph.Info(node.Output)!.SpatialExtents();
        if (node.Attributes.Int("group", 1) == 1)
        {
            // A column holds all channels of one tap, then those of the next.
            var columns = Concat([.. taps.Select(t => Reshape(t, 0, channels, output[0] * output[1]))], 1);
            var matrix = Numbers(
                builder,
                i => weights[(i / (area * channels) * channels + i % channels) * area + i / channels % area],
                filters,
                (long)area * channels
            );
            var product = MatMul(matrix, columns) + Numbers(builder, i => bias[i], filters, 1);
            builder.Define(node, "Reshape", [product, builder.Longs(0, filters, output[0], output[1])]);
            return;
        }
        if (channels != 1 || node.Attributes.Int("group") != filters)
            throw new NotSupportedException($"{node} has groups that are neither one nor one per channel.");
        var sum = Numbers(builder, i => bias[i], 1, filters, 1, 1);
        for (var tap = 0; tap < area; tap++)
            sum = taps[tap] * Numbers(builder, i => weights[i * area + tap], 1, filters, 1, 1) + sum;
        builder.Define(node, "Identity", [sum]);
    }

    private static void Average(GraphBuilder builder, Graph graph, Node node)
    {
        var pads = node.Attributes.Ints("pads");
        if (!pads.IsDefault && pads.Any(p => p != 0))
            throw new NotSupportedException($"{node} pads.");
        var taps = Taps(builder, graph, node, [.. node.Attributes.Ints("kernel_shape")]);
        var sum = taps.Aggregate((a, b) => a + b);
        builder.Define(node, "Mul", [sum, Numbers(builder, _ => 1.0 / taps.Length, 1, 1, 1, 1)]);
    }

    /// <summary>What each tap of a kernel reads, [N, C, H′, W′], row by row.</summary>
    private static Value[] Taps(GraphBuilder builder, Graph graph, Node node, long[] kernel)
    {
        if (node.Attributes.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID"))
            throw new NotSupportedException($"{node} leaves its padding open.");
        long[] pads = node.Attributes.Ints("pads") is { IsDefault: false } given ? [.. given] : [0, 0, 0, 0];
        var strides = node.Attributes.Ints("strides") is { IsDefault: false } s ? s : [1, 1];
        var dilations = node.Attributes.Ints("dilations") is { IsDefault: false } d ? d : [1, 1];
        var output = graph.Info(node.Output)!.SpatialExtents();
        var x = builder[node.Inputs[0]];
        var padded = pads.All(p => p == 0) ? x : Pad(x, 0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]);
        return [.. Enumerable.Range(0, (int)(kernel[0] * kernel[1])).Select(Tap)];

        Value Tap(int place)
        {
            long[] starts = [place / kernel[1] * dilations[0], place % kernel[1] * dilations[1]];
            long[] ends = [.. starts.Select((start, axis) => start + (output[axis] - 1) * strides[axis] + 1)];
            return builder.Emit(
                "Slice",
                [padded, builder.Longs(starts), builder.Longs(ends), builder.Longs(2, 3), builder.Longs([.. strides])]
            );
        }
    }

    private static Value Numbers(GraphBuilder builder, Func<int, double> number, params ReadOnlySpan<long> shape)
    {
        var numbers = new double[Tensor.CountOf([.. shape])];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = number(i);
        return builder.Constant(Tensor.Of(numbers, shape), hint: "numbers");
    }
}
