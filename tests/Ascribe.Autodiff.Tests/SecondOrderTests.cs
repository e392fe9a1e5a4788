using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

/// <summary>Gradients of gradients: the product of the Hessian with a direction, held against differences of gradients.</summary>
public sealed class SecondOrderTests
{
    private const double Step = 1e-4;

    private static readonly ImmutableArray<Net> Nets =
    [
        new("perceptron of tanh", [3, 4], x => MatMul(Tanh(MatMul(x, Weights(x, 1, 4, 5))), Weights(x, 2, 5, 2))),
        new(
            "perceptron of sigmoid and relu",
            [3, 4],
            x => Sigmoid(MatMul(Relu(MatMul(x, Weights(x, 3, 4, 5))), Weights(x, 4, 5, 2)))
        ),
        new("softmax", [3, 4], x => Softmax(MatMul(x, Weights(x, 5, 4, 3))) * Weights(x, 14, 3)),
        new(
            "logarithm of softmax",
            [3, 4],
            x => Unary("LogSoftmax", x * x, Attributes.None.With("axis", -1)) * Weights(x, 6, 4)
        ),
        new("gaussian units", [3, 4], x => MatMul(Gelu(MatMul(x, Weights(x, 7, 4, 5))), Weights(x, 8, 5, 2))),
        new(
            "layer normalization",
            [3, 4],
            x => Tanh(x.Builder.Emit("LayerNormalization", [x, Weights(x, 9, 4), Weights(x, 10, 4)]))
        ),
        new("attention", [2, 3, 4], x => Attention(x)),
        new("convolution", [2, 2, 6, 6], Convolved) { Single = true },
    ];

    public static TheoryData<string> Names => [.. Nets.Select(n => n.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void HessianTimesDirection_AgreesWithDifferencesOfGradients(string name)
    {
        var net = Nets.Single(n => n.Name == name);
        var type = net.Single ? ElementType.Float32 : ElementType.Float64;
        var model = Sample.Model(b => net.Write(b.Input("x", type, Open(net))));
        var first = Sample.Gradient(model, "x");
        var direction = Sample.Numbers(21, net.Shape);
        var second = Canonicalization.Tidied(
            Differentiation.Gradient(
                Canonicalization.Apply(first),
                b => Sample.Sum(b.Shaped(b["gradient/x"] * b.Constant(direction.To(type)), Open(net))),
                ["x"],
                RuleSets.Gradient
            )
        );
        second.Graph.Outputs.Select(o => o.Name).ShouldBe(["y", "target", "gradient/x", "target.2", "gradient.2/x"]);
        var x = Sample.Numbers(22, net.Shape);
        var product = Sample.Run(second, ("x", x.To(type)))["gradient.2/x"];
        var step = net.Single ? 1e-2 : Step;
        var (above, below) = (At(step), At(-step));
        product.ShouldContain(v => Math.Abs(v) > 1e-3);
        product.ShouldBeCloseTo(
            [.. above.Zip(below, (a, b) => (a - b) / (2 * step))],
            net.Single ? 2e-3 : 1e-6,
            "∇²y·v"
        );

        double[] At(double distance)
        {
            var moved = x.ToDoubles().Zip(direction.ToDoubles(), (v, d) => v + distance * d).ToArray();
            return Sample.Run(first, ("x", Tensor.Of(moved, net.Shape).To(type)))["gradient/x"];
        }
    }

    private static Dim[] Open(Net net) => [Dim.Batch, .. net.Shape.Skip(1).Select(d => (Dim)d)];

    private static Value Gelu(Value x) => 0.5 * x * (1 + Tanh(0.8 * (x + 0.04 * (x * x * x))));

    private static Value Softmax(Value x) => Unary("Softmax", x, Attributes.None.With("axis", -1));

    private static Value Attention(Value x)
    {
        var scores = MatMul(MatMul(x, Weights(x, 11, 4, 4)), Transpose(x, 0, 2, 1));
        return MatMul(Softmax(scores), x);
    }

    /// <summary>Convolution, maximum, average and a nonlinear head; there are no kernels of double precision for it.</summary>
    private static Value Convolved(Value x)
    {
        var window = Attributes.None.With("kernel_shape", new[] { 2, 2 }).With("strides", new[] { 2, 2 });
        var hidden = Tanh(Conv(x, Weights(x, 12, 3, 2, 3, 3)));
        var pooled = Unary("MaxPool", hidden, window);
        return Tanh(Reshape(Unary("AveragePool", Conv(pooled * pooled, Weights(x, 13, 2, 3, 1, 1)), window), 0, 2));
    }

    private static Value Conv(Value x, Value filters) => x.Builder.Emit("Conv", [x, filters]);

    private static Value Weights(Value x, int seed, params long[] shape) =>
        x.Builder.Constant(Sample.Numbers(seed, shape).To(x.ElementType));

    /// <summary>A network to be differentiated twice.</summary>
    private sealed record Net(string Name, long[] Shape, Func<Value, Value> Write)
    {
        /// <summary>Whether single precision has to do.</summary>
        public bool Single { get; init; }
    }
}
