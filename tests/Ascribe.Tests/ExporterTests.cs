using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests;

/// <summary>Graphs as exporters write them, asked for their gradients; ONNX Runtime's own runs of them are the witness.</summary>
public sealed class ExporterTests
{
    /// <summary>TensorFlow keeps channels last: every convolution stands between two transposes.</summary>
    [Fact]
    public void ChannelsLast_HaveTheirGradient() =>
        AgreesWithCentralDifferences(
            SmallModels.Of(b =>
            {
                var x = b.Input("x", ElementType.Float32, Dim.Batch, 6, 6, 2);
                var hidden = Tanh(Convolved(x, SmallModels.Weights(b, 1, 3, 2, 3, 3)));
                var pooled = ReduceMean(Convolved(hidden, SmallModels.Weights(b, 2, 4, 3, 2, 2)), [1, 2], false);
                return Unary("Softmax", MatMul(pooled, SmallModels.Weights(b, 3, 4, 3)));
            }),
            SmallModels.Random(4, 2, 6, 6, 2)
        );

    /// <summary>Keras cells come as a Loop over time that reads the sequence from outside and collects the states.</summary>
    [Fact]
    public void RecurrentCell_InALoop_HasItsGradient()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, 2, 4, 3);
        var state = builder.Constant(Tensor.Filled(ElementType.Float32, [2, 2], 0), "zeros");
        builder.Constant(SmallModels.Random(1, 3, 8), "w");
        builder.Constant(SmallModels.Random(2, 2, 8), "r");
        var steps = builder.Scalar(4, ElementType.Int64);
        var loop = new Node(
            "Loop",
            [steps.Name, "", state.Name, state.Name],
            ["h", "c", "states"],
            Attributes.None.With("body", Cell())
        );
        builder.Add(loop, name => new ValueInfo(name, ElementType.Float32));
        builder.Output(ReduceSum(builder["states"], [0], keepDims: false), "y");
        AgreesWithCentralDifferences(Model.Canonical(builder.Build()), SmallModels.Random(3, 2, 4, 3));
    }

    /// <summary>c′ = σ(f)·c + σ(i)·tanh g and h′ = σ(o)·tanh c′, with the four from x[t]·W + h·R.</summary>
    private static Graph Cell()
    {
        var b = new GraphBuilder();
        var (round, goesOn) = (b.Input("t", ElementType.Int64), b.Input("go", ElementType.Bool));
        var h = b.Input("h0", ElementType.Float32, 2, 2);
        var c = b.Input("c0", ElementType.Float32, 2, 2);
        var outer = new[] { ("x", 3), ("w", 2), ("r", 2) }
            .Select(v => b.Input(v.Item1, ElementType.Float32, [.. Enumerable.Repeat(new Dim(null), v.Item2)]))
            .ToArray();
        var gates = MatMul(Gather(outer[0], round, 1), outer[1]) + MatMul(h, outer[2]);
        var parts = b.Emit("Split", [gates, b.Longs(2, 2, 2, 2)], 4, Attributes.None.With("axis", 1));
        var next = Sigmoid(parts[0]) * c + Sigmoid(parts[1]) * Tanh(parts[2]);
        var state = Sigmoid(parts[3]) * Tanh(next);
        b.Output(goesOn, "on");
        b.Output(state, "h1");
        b.Output(next, "c1");
        b.Output(state, "seen");
        var graph = b.Build("cell");
        return graph with { Inputs = graph.Inputs[..4], Values = graph.Values.RemoveRange(["x", "w", "r"]) };
    }

    private static Value Convolved(Value x, Value w)
    {
        var first = Transpose(x, 0, 3, 1, 2);
        return Transpose(x.Builder.Emit("Conv", [first, w]), 0, 2, 3, 1);
    }

    private static void AgreesWithCentralDifferences(Model model, Tensor x)
    {
        const double Step = 1e-2;
        using var network = new Network(model);
        using var gradient = new Session(network.Differentiate(Target.At(1)));
        var actual = gradient.Run(Feeds(x))[^1].ToDoubles();
        using var session = new Session(model);
        var size = actual.Length / (int)x.Shape[0];
        for (var i = 0; i < actual.Length; i++)
            actual[i].ShouldBe((At(i, Step) - At(i, -Step)) / (2 * Step), 2e-3);

        double At(int element, double change)
        {
            var values = x.ToDoubles();
            values[element] += change;
            var y = session.Run(Feeds(Tensor.Of(values, x.Shape.AsSpan()).To(ElementType.Float32)))[0];
            return y.Rows(element / size, 1).ToDoubles()[1];
        }

        static ImmutableDictionary<string, Tensor> Feeds(Tensor x) => Asking.Inputs(("x", x));
    }
}
