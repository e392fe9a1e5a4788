using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Fuzz;

/// <summary>Small models, each of operators that have something to be spoiled.</summary>
internal static class BuiltModels
{
    public static ImmutableArray<CorpusModel> All { get; } =
    [
        Of("perceptron", Perceptron),
        Of("convolution", Convolution),
        Of("shaping", Shaping),
        Of("making", Making),
        Of("picking", Picking),
        Of("recurrent", Recurrent),
        Of("attention", Attention),
        Of("branch", Branch),
        Of("loop", Loop),
        Of("scan", Scan),
        Of("quantized", Quantized),
        Of("resizing", Resizing),
        Of("words", Words),
    ];

    private static CorpusModel Of(string name, Func<GraphBuilder, Value, Value> write) =>
        new($"built/{name}", false, () => Model.Canonical(Graph(name, write)).ToBytes());

    /// <summary>A graph from x [N,3,8,8] to what is written.</summary>
    private static Graph Graph(string name, Func<GraphBuilder, Value, Value> write)
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 3, 8, 8);
        b.Output(write(b, x), "y");
        // What the builder takes the types of hidden values for is not part of the file.
        return b.Build(name) with
        {
            Outputs = [new ValueInfo("y", ElementType.Float32)],
            Values = ImmutableDictionary<string, ValueInfo>.Empty,
        };
    }

    private static Value Perceptron(GraphBuilder b, Value x) =>
        Softmax(
            b.Emit(
                "Gemm",
                [Relu(MatMul(Flat(x), Weights(b, 192, 16)) + Weights(b, 16)), Weights(b, 16, 5), Weights(b, 5)]
            ),
            1
        );

    private static Value Convolution(GraphBuilder b, Value x)
    {
        var settings = Attributes.None.With("kernel_shape", new[] { 3, 3 }).With("pads", new[] { 1, 1, 1, 1 });
        var h = b.Emit("Conv", [x, Weights(b, 4, 3, 3, 3), Weights(b, 4)], settings.With("strides", new[] { 2, 2 }));
        h = b.Emit(
            "BatchNormalization",
            [h, Weights(b, 4), Weights(b, 4), Weights(b, 4), Abs(Weights(b, 4)) + 1],
            Attributes.None.With("epsilon", 1e-3f)
        );
        h = Unary("MaxPool", Relu(h), settings.With("ceil_mode", 1));
        h = b.Emit("ConvTranspose", [h, Weights(b, 4, 2, 2, 2)], Attributes.None.With("group", 1));
        h = Unary("AveragePool", h, settings.With("count_include_pad", 1));
        return Flat(Unary("GlobalAveragePool", h));
    }

    private static Value Shaping(GraphBuilder b, Value x)
    {
        var h = Transpose(Reshape(x, -1, 3, 4, 16), 0, 2, 1, 3);
        h = Slice(Pad(h, 0, 0, 1, 1, 0, 0, 1, 1), [1, 0], [3, 9], [1, 3]);
        var parts = b.Emit("Split", [h, b.Longs(4, 5)], 2, Attributes.None.With("axis", 3));
        h = Concat([parts[1], parts[0]], 3);
        return Flat(Squeeze(Unsqueeze(ReduceSum(h, [2]), 1), 1));
    }

    /// <summary>Operators that make much out of little.</summary>
    private static Value Making(GraphBuilder b, Value x)
    {
        var range = b.Emit("Range", [b.Scalar(0), b.Scalar(8), b.Scalar(1)]);
        var tiled = b.Emit("Tile", [range, b.Longs(2)]);
        var h = Reshape(tiled, 2, 8) + Expand(b.Scalar(1), b.Longs(2, 8));
        h =
            Expand(Reshape(ReduceSum(h, [0]), 1, 1, 8), b.Longs(1, 1, 8, 8))
            + Zeros(b.Longs(1, 3, 8, 8), ElementType.Float32);
        h = x * h + b.Emit("EyeLike", [Zeros(b.Longs(8, 8), ElementType.Int64)], Attributes.None.With("dtype", 1));
        var off = b.Constant(Tensor.Vector(0f, 1f));
        var hot = b.Emit("OneHot", [b.Longs(1, 2), b.Longs(4), off], Attributes.None.With("axis", -1));
        return Concat(
            [Flat(h), Expand(Reshape(hot, 1, 8), Concat([Slice(Shape(x), [0], [1], [0]), b.Longs(8)], 0))],
            1
        );
    }

    private static Value Picking(GraphBuilder b, Value x)
    {
        var top = b.Emit("TopK", [Flat(x), b.Longs(20)], 2, Attributes.None.With("axis", 1));
        var h = Gather(top[0], b.Longs(3, 1, 4, 1, 5), 1);
        h =
            b.Emit(
                "GatherElements",
                [h, b.Emit("ArgMax", [h], Attributes.None.With("axis", 1))],
                Attributes.None.With("axis", 1)
            ) + h;
        h = b.Emit("CumSum", [h, b.Scalar(1, ElementType.Int64)], Attributes.None.With("reverse", 1));
        return b.Emit(
            "ScatterElements",
            [h, Cast(h > 1, ElementType.Int64), h * 2],
            Attributes.None.With("axis", 1).With("reduction", "add")
        );
    }

    private static Value Recurrent(GraphBuilder b, Value x)
    {
        var sequence = Transpose(Reshape(x, -1, 8, 24), 1, 0, 2);
        var lstm = b.Emit(
            "LSTM",
            [sequence, Weights(b, 1, 16, 24), Weights(b, 1, 16, 4), Weights(b, 1, 32)],
            3,
            Attributes.None.With("hidden_size", 4)
        );
        var gru = b.Emit(
            "GRU",
            [Squeeze(lstm[0], 1), Weights(b, 2, 9, 4), Weights(b, 2, 9, 3)],
            2,
            Attributes.None.With("hidden_size", 3).With("direction", "bidirectional")
        );
        return Reshape(Transpose(gru[1], 1, 0, 2), -1, 6);
    }

    private static Value Attention(GraphBuilder b, Value x)
    {
        var tokens = Reshape(x, -1, 8, 24);
        var heads = Transpose(Reshape(tokens, -1, 8, 2, 12), 0, 2, 1, 3);
        var scores = MatMul(heads, Transpose(heads, 0, 1, 3, 2)) * 0.3f;
        var mixed = Reshape(Transpose(MatMul(Softmax(scores, -1), heads), 0, 2, 1, 3), -1, 8, 24);
        var normal = b.Emit(
            "LayerNormalization",
            [mixed + tokens, Weights(b, 24), Weights(b, 24)],
            Attributes.None.With("axis", -1)
        );
        var summed = b.Emit("Einsum", [normal, Weights(b, 24, 3)], Attributes.None.With("equation", "bij,jk->bk"));
        return Unary("Gelu", summed);
    }

    private static Value Branch(GraphBuilder b, Value x)
    {
        var h = Flat(x);
        var condition = b.Constant(new Tensor(ElementType.Bool, [], new byte[] { 1 }), "condition");
        return b.Emit(
            "If",
            [condition],
            Attributes.None.With("then_branch", Inner("Relu", h.Name)).With("else_branch", Inner("Tanh", h.Name))
        );

        static Graph Inner(string op, string read) =>
            new()
            {
                Name = op,
                Nodes = [new Node(op, [read], [$"{op}.y"], Attributes.None)],
                Outputs = [new ValueInfo($"{op}.y", ElementType.Float32)],
            };
    }

    private static Value Loop(GraphBuilder b, Value x)
    {
        var body = new GraphBuilder();
        var round = body.Input("round", ElementType.Int64);
        var goesOn = body.Input("goes_on", ElementType.Bool);
        var carried = body.Input("carried", ElementType.Float32, Dim.Batch, 192);
        body.Output(Identity(goesOn), "still");
        body.Output(Tanh(carried * 0.5f + Cast(round, ElementType.Float32)), "next");
        var rounds = b.Constant(Tensor.Scalar(3L), "rounds");
        var condition = b.Constant(new Tensor(ElementType.Bool, [], new byte[] { 1 }), "condition");
        return b.Emit("Loop", [rounds, condition, Flat(x)], Attributes.None.With("body", body.Build("body")));
    }

    private static Value Scan(GraphBuilder b, Value x)
    {
        var body = new GraphBuilder();
        var state = body.Input("state", ElementType.Float32, Dim.Batch, 24);
        var element = body.Input("element", ElementType.Float32, Dim.Batch, 24);
        body.Output(Tanh(state + element), "next");
        body.Output(state * element, "seen");
        var sequence = Transpose(Reshape(x, -1, 8, 24), 1, 0, 2);
        var settings = Attributes.None.With("body", body.Build("body")).With("num_scan_inputs", 1);
        var results = b.Emit("Scan", [ReduceSum(sequence, [0], keepDims: false), sequence], 2, settings);
        return results[0] + ReduceSum(results[1], [0], keepDims: false);
    }

    private static Value Quantized(GraphBuilder b, Value x)
    {
        var (scale, zero) = (b.Scalar(0.02), b.Constant(Tensor.Scalar((byte)128), "zero"));
        var levels = b.Emit("QuantizeLinear", [Flat(x), scale, zero]);
        var weights = b.Constant(new Tensor(ElementType.Int8, [192, 4], Noise(192 * 4)), "weights");
        var columns = b.Emit(
            "DequantizeLinear",
            [weights, Abs(Weights(b, 4)), b.Constant(new Tensor(ElementType.Int8, [4], new byte[4]), "zeros")],
            Attributes.None.With("axis", 1)
        );
        return MatMul(b.Emit("DequantizeLinear", [levels, scale, zero]), columns) + MatMul(Flat(x), Weights(b, 192, 4));
    }

    private static Value Resizing(GraphBuilder b, Value x)
    {
        var larger = b.Emit(
            "Resize",
            [x, null, b.Constant(Tensor.Vector(1f, 1f, 2f, 1.5f))],
            Attributes.None.With("mode", "linear")
        );
        var smaller = b.Emit(
            "Resize",
            [larger, null, null, b.Longs(5, 5)],
            Attributes.None.With("mode", "nearest").With("axes", new[] { 2, 3 })
        );
        return Flat(
            Unary("DepthToSpace", Concat([smaller, smaller, smaller, smaller], 1), Attributes.None.With("blocksize", 2))
        );
    }

    /// <summary>Texts beside numbers.</summary>
    private static Value Words(GraphBuilder b, Value x)
    {
        var words = b.Constant(new Tensor([3], ["one", "two", "three"]), "words");
        var found = Cast(Equal(words, b.Constant(new Tensor([1], ["two"]), "word")), ElementType.Float32);
        return MatMul(Flat(x), Weights(b, 192, 3)) * found;
    }

    private static Value Flat(Value x) => Unary("Flatten", x, Attributes.None.With("axis", 1));

    private static Value Softmax(Value x, long axis) => Unary("Softmax", x, Attributes.None.With("axis", axis));

    private static Value Weights(GraphBuilder b, params ReadOnlySpan<long> shape)
    {
        var random = new Random(shape.Length);
        var values = new float[Tensor.CountOf([.. shape])];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle() - 0.5f;
        return b.Constant(Tensor.Of(values, shape), hint: "w");
    }

    private static byte[] Noise(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
