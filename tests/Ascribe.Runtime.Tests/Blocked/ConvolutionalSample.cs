using Ascribe.Autodiff;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Runtime.Tests.Blocked;

/// <summary>Small convolutional networks, each with something that blocks of channels have to get right, and their gradients.</summary>
internal static class ConvolutionalSample
{
    public const int Side = 12;

    /// <summary>The networks by name: from [N, 16, 12, 12] to [N, C, H, W].</summary>
    private static readonly Dictionary<string, Func<Value, Value>> Networks = new(StringComparer.Ordinal)
    {
        ["plain"] = x => Conv(Relu(Conv(x, 16, 32, 3, 1)), 32, 16, 1, 2),
        ["residual"] = x =>
        {
            var y = Relu(Conv(x, 16, 16, 3, 1));
            return Relu(Conv(Relu(Conv(y, 16, 32, 1, 2)), 32, 16, 3, 3) + y);
        },
        ["branches"] = x => Branches(x, 32, 16, 32),
        ["uneven branches"] = x => Branches(x, 20, 12, 24),
        ["pooled"] = x => Relu(Conv(Pool("MaxPool", Relu(Conv(x, 16, 32, 3, 1)), 3, 2, 1), 32, 16, 3, 2)),
        ["averaged"] = x => Relu(Conv(Pool("AveragePool", Relu(Conv(x, 16, 32, 3, 1)), 2, 2, 0), 32, 16, 3, 2)),
        ["strided"] = x => Relu(Conv(Relu(Conv(x, 16, 32, 3, 1, stride: 2)), 32, 64, 1, 2, stride: 2)),
        ["clipped"] = x => Clip(Conv(Clip(Conv(x, 16, 32, 3, 1)), 32, 16, 3, 2)),
        ["depthwise"] = x => Conv(Relu(Conv(Relu(Conv(x, 16, 32, 1, 1)), 32, 32, 3, 2, groups: 32)), 32, 16, 1, 3),
        ["smooth"] = x => Conv(Unary("Sigmoid", Conv(x, 16, 32, 3, 1)) * Tanh(Conv(x, 16, 32, 1, 3)), 32, 16, 1, 2),
        ["odd channels"] = x => Relu(Conv(Relu(Conv(x, 16, 10, 3, 1)), 10, 7, 3, 2)),
    };

    private static Attributes Axis => Attributes.None.With("axis", 1);

    public static TheoryData<string> Names => [.. Networks.Keys];

    /// <summary>Output and gradient of a network.</summary>
    public static Model Gradient(string name, int seed = 0)
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 16, Side, Side);
        random = new Random(seed);
        b.Output(ReduceSum(Networks[name](x), [1, 2, 3], keepDims: false), "y");
        var model = Canonicalization.Apply(Model.Canonical(b.Build()), ["x", "y"]);
        return Canonicalization.Tidied(
            Differentiation.Gradient(model, g => ReduceSum(g["y"], [0], keepDims: false), ["x"], RuleSets.Gradient)
        );
    }

    public static Dictionary<string, Tensor> Feeds(int examples, int seed = 1)
    {
        var numbers = new Random(seed);
        return new(StringComparer.Ordinal)
        {
            ["x"] = Tensor.Of(
                Enumerable
                    .Range(0, examples * 16 * Side * Side)
                    .Select(_ => (float)(numbers.NextDouble() * 2 - 1))
                    .ToArray(),
                examples,
                16,
                Side,
                Side
            ),
        };
    }

    [ThreadStatic]
    private static Random? random;

    private static Value Branches(Value x, int stem, int one, int other)
    {
        var y = Relu(Conv(x, 16, stem, 1, 1));
        Value[] branches = [Relu(Conv(y, stem, one, 1, 2)), Relu(Conv(y, stem, other, 3, 3))];
        return Relu(Conv(x.Builder.Emit("Concat", [branches[0], branches[1]], Axis), one + other, 16, 1, 4));
    }

    private static Value Conv(Value x, int inputs, int channels, int kernel, int number, int stride = 1, int groups = 1)
    {
        var before = inputs / groups;
        var weights = Enumerable.Range(0, channels * before * kernel * kernel);
        var scale = 1 / Math.Sqrt(before * kernel * kernel);
        return x.Builder.Emit(
            "Conv",
            [
                x,
                x.Builder.Constant(
                    Tensor.Of(
                        weights.Select(_ => (float)((random!.NextDouble() * 2 - 1) * scale)).ToArray(),
                        channels,
                        before,
                        kernel,
                        kernel
                    ),
                    $"w{number}"
                ),
                x.Builder.Constant(
                    Tensor.Of(Enumerable.Range(0, channels).Select(i => i % 5 * 0.1f - 0.2f).ToArray(), channels),
                    $"b{number}"
                ),
            ],
            Attributes
                .None.With("kernel_shape", new long[] { kernel, kernel })
                .With("pads", Enumerable.Repeat((long)(kernel / 2), 4).ToArray())
                .With("strides", new long[] { stride, stride })
                .With("group", groups)
        );
    }

    private static Value Clip(Value x) => x.Builder.Emit("Clip", [x, x.Like(-0.1), x.Like(0.3)]);

    private static Value Pool(string op, Value x, int kernel, int stride, int pad) =>
        x.Builder.Emit(
            op,
            [x],
            Attributes
                .None.With("kernel_shape", new long[] { kernel, kernel })
                .With("strides", new long[] { stride, stride })
                .With("pads", new long[] { pad, pad, pad, pad })
        );
}
