using Ascribe.Onnx;
using Ascribe.Training;

namespace Ascribe.Tests.Training;

public sealed class InitializationTests
{
    [Fact]
    public void He_DrawsByFanInAndLeavesBiasesAtZero()
    {
        var constants = new MultiLayerPerceptron(200, 3) { Widths = [100] }
            .Build(seed: 5)
            .Graph.Constants;
        var weights = constants["weight1"].ToDoubles();
        // 20,000 draws: their mean and deviation are off by less than four standard errors.
        weights.Average().ShouldBe(0, 4 * Math.Sqrt(2 / 200.0 / weights.Length));
        Math.Sqrt(weights.Average(w => w * w))
            .ShouldBe(Math.Sqrt(2 / 200.0), 4 * 0.1 / Math.Sqrt(2.0 * weights.Length));
        constants["bias1"].ToDoubles().ShouldAllBe(b => b == 0);
    }

    [Fact]
    public void He_OfOneSeed_IsTheSameAndOfAnotherIsNot()
    {
        var first = Initialization.He(Lessons.Cnn, seed: 1).Graph.Constants;
        var again = Initialization.He(Lessons.Cnn, seed: 1).Graph.Constants;
        var other = Initialization.He(Lessons.Cnn, seed: 2).Graph.Constants;
        foreach (var name in new[] { "w1", "w2", "w3" })
        {
            again[name].ContentEquals(first[name]).ShouldBeTrue();
            other[name].ContentEquals(first[name]).ShouldBeFalse();
            first[name].ContentEquals(Lessons.Cnn.Graph.Constants[name]).ShouldBeFalse();
        }
    }

    [Fact]
    public void Perceptron_HasTheLayersAskedFor()
    {
        var graph = new MultiLayerPerceptron(12, 1).Build().Graph;
        graph.Inputs.ShouldHaveSingleItem().ToString().ShouldBe("float[N,12] x");
        graph.Outputs.ShouldHaveSingleItem().ToString().ShouldBe("float[N,1] y");
        graph.Info("hidden1")!.ToString().ShouldBe("float[N,64] hidden1");
        graph.Info("hidden2")!.ToString().ShouldBe("float[N,32] hidden2");
        graph.Nodes.Count(n => n.Op == "Relu").ShouldBe(2);
    }

    [Fact]
    public void Perceptron_OfAWidthOfZero_IsRefused() =>
        Should
            .Throw<ModelException>(() => new MultiLayerPerceptron(2, 1) { Widths = [4, 0] }.Build())
            .Message.ShouldContain("a layer of 0 numbers");
}
