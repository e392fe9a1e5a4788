using Ascribe.Onnx;
using Ascribe.Runtime.Devices;

namespace Ascribe.Runtime.Tests.Devices;

public sealed class PlacesOfMaximaTests
{
    [Fact]
    public void PoolThatTellsPlaces_TellsTheSameInTwoNodes()
    {
        var model = Pools();
        var split = PlacesOfMaxima.OnProcessor(model);
        split.Graph.Nodes.Count(n => n.Op == "MaxPool").ShouldBe(3);
        Results(split).ShouldBe(Results(model));
    }

    [Fact]
    public void PoolsThatTellPlaces_AreInDoublePrecision()
    {
        var graph = PlacesOfMaxima.OnProcessor(Pools()).Graph;
        var telling = graph.Nodes.Single(n => n.Op == "MaxPool" && n.Outputs.Length == 2);
        graph.Info(telling.Inputs[0])!.ElementType.ShouldBe(ElementType.Float64);
    }

    /// <summary>A pool of which only the maxima are wanted, and one of which the places are too.</summary>
    private static Model Pools()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, 1, 1, 4, 4);
        var settings = Attributes.None.With("kernel_shape", new long[] { 2, 2 }).With("strides", new long[] { 2, 2 });
        builder.Output(builder.Emit("MaxPool", [x], settings), "alone");
        var both = builder.Emit("MaxPool", [x], 2, settings);
        builder.Output(both[0], "maxima");
        builder.Output(both[1], "places");
        return Model.Canonical(builder.Build());
    }

    private static double[] Results(Model model)
    {
        using var session = new Session(model, SessionSettings.Once);
        var x = Tensor.Of(Enumerable.Range(0, 16).Select(i => MathF.Sin(i * i)).ToArray(), 1, 1, 4, 4);
        return
        [
            .. session
                .Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = x })
                .SelectMany(t => t.ToDoubles()),
        ];
    }
}
