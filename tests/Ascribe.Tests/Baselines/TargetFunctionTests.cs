using Ascribe.Onnx;

namespace Ascribe.Tests.Baselines;

public sealed class TargetFunctionTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("hidden")]
    public void Gradients_AreThoseOfCentralDifferences(string feature)
    {
        using var network = new Network(Doubled());
        var x = SmallModels.Random(1, 3, 4).To(ElementType.Float64);
        var question = Question.About(network, x) with { Features = [feature], Target = Target.Class(1) };
        var probe = new Probe(2);
        network.Baselines(question with { Baseline = probe });
        const double Step = 1e-6;
        var slope = probe.Found!;
        var numbers = probe.Rows!.ToDoubles();
        for (var i = 0; i < numbers.Length; i++)
        {
            double[] Shifted(double by) => [.. numbers.Select((v, j) => j == i ? v + by : v)];
            var size = numbers.Length / (int)probe.Rows.Shape[0];
            var difference = (probe.At(Shifted(Step))[i / size] - probe.At(Shifted(-Step))[i / size]) / (2 * Step);
            slope.Gradient.ToDoubles()[i].ShouldBe(difference, 1e-7);
        }
        probe.At(numbers).ShouldBe(slope.Values, 1e-12);
    }

    [Fact]
    public void Values_InMicroBatches_AreThoseOfOneRun()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(2, 2, 2, 8, 8)) with
        {
            Baseline = new NeutralBaseline { Decision = 0.01 },
        };
        var whole = network.Baselines(question)["x"].ToDoubles();
        var small = network.Baselines(question, new Execution { MicroBatch = 3 })["x"].ToDoubles();
        Distance.Largest(small, whole).ShouldBeLessThan(1e-4);
    }

    /// <summary>The smooth model in double precision.</summary>
    private static Model Doubled()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float64, Dim.Batch, 4);
        var hidden = builder.Emit("Tanh", [Op.MatMul(x, Weights(4, 4, 5))], hint: "hidden");
        builder.Output(Op.Tanh(Op.MatMul(hidden, Weights(5, 5, 2))), "y");
        return Model.Canonical(builder.Build());

        Value Weights(int seed, params long[] shape) =>
            builder.Constant(SmallModels.Random(seed, shape).To(ElementType.Float64));
    }

    /// <summary>Zeros; on the way it keeps what the target of an example says at other rows.</summary>
    private sealed record Probe(int Example) : Baseline
    {
        private TargetFunction? target;

        public Tensor? Rows { get; private set; }

        public TargetGradient? Found { get; private set; }

        public double[] At(double[] numbers) =>
            target!.Values([new(Example, Tensor.Of(numbers, Rows!.Shape.AsSpan()))])[0];

        public override Tensor Of(BaselineSite site)
        {
            target = site.Target;
            Rows = SmallModels.Random(6, [5, .. site.Value.Shape.Skip(1)]).To(ElementType.Float64);
            Found = target!.Gradients([new(Example, Rows)])[0];
            return Zero.Of(site);
        }
    }
}
