using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests;

/// <summary>Graphs of very many nodes, one behind the other: nothing may go down them by recursion, or look at all nodes for each.</summary>
public sealed class DeepGraphTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ChainOfAHundredThousandNodes_IsDifferentiated()
    {
        var gradient = Differentiated(100_000);
        // Forward a product and a sum for each step; backward a product.
        gradient.Graph.Nodes.Length.ShouldBeInRange(150_000, 150_030);
        GraphChecker.Checked(gradient.Graph).Nodes.Length.ShouldBe(gradient.Graph.Nodes.Length);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(100_000)]
    public void Chain_HasTheGradientThatItsFactorsMultiplyTo(int nodes)
    {
        Assert.SkipWhen(
            nodes > 20_000 && Environment.GetEnvironmentVariable("ASCRIBE_HEAVY") != "1",
            "ONNX Runtime takes long to make a session of 150,000 nodes; ASCRIBE_HEAVY=1 runs it."
        );
        var gradient = Differentiated(nodes);
        using var session = new Session(gradient);
        double[] x = [0.1, -0.4];
        var results = session.Run(
            new Dictionary<string, Tensor> { ["x"] = Tensor.Of(x, 1, 2) },
            TestContext.Current.CancellationToken
        );
        var h = Enumerable.Range(0, nodes / 2).Aggregate(x[1], (value, step) => value * Factor(step) + 1e-4);
        var slope = Enumerable.Range(0, nodes / 2).Aggregate(1.0, (product, step) => product * Factor(step));
        results[session.Outputs.IndexOf("target")].ToDoubles()[0].ShouldBe(Math.Tanh(h), 1e-9);
        var expected = (1 - Math.Tanh(h) * Math.Tanh(h)) * slope;
        results[session.Outputs.IndexOf("gradient/x")].ToDoubles().ShouldBe([0, expected], 1e-9);
    }

    /// <summary>Forward nodes in front and slopes behind them become pairs; what a node reads is made before it all the same.</summary>
    [Fact]
    public void EarlyOrder_PutsEachNodeBehindTheLastThatItWaitsFor()
    {
        const int Steps = 2_000;
        var b = new GraphBuilder();
        var values = new List<Value> { b.Input("x", ElementType.Float32, 1) };
        for (var i = 0; i < Steps; i++)
            values.Add(Tanh(values[^1]));
        for (var i = 0; i < Steps; i++)
            b.Output(values[i] * values[i], $"square{i}");
        var sorted = EarlyOrder.Sort(b.Build());
        GraphChecker.Checked(sorted).Nodes.Length.ShouldBe(sorted.Nodes.Length);
        var places = sorted.Nodes.Select((n, i) => (n.Output, i)).ToDictionary(StringComparer.Ordinal);
        sorted.Nodes.Length.ShouldBe(b.Nodes.Length);
        foreach (var node in sorted.Nodes)
        foreach (var read in node.Reads.Where(places.ContainsKey))
            (places[node.Output] - places[read]).ShouldBeInRange(1, 4);
    }

    private static double Factor(int step) => step % 2 == 0 ? 1.25 : 0.8001;

    private Model Differentiated(int nodes)
    {
        var b = new GraphBuilder();
        var h = b.Input("x", ElementType.Float64, Dim.Batch, 2);
        for (var step = 0; step < nodes / 2; step++)
            h = h * Factor(step) + 1e-4;
        b.Output(Tanh(h), "y");
        Model.Canonical(b.Build()).Save(folder["chain.onnx"]);
        using var network = Network.Load(folder["chain.onnx"]);
        return network.Differentiate(Target.Class(1));
    }
}
