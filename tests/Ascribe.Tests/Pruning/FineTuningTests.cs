using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Training;

namespace Ascribe.Tests.Pruning;

public sealed class FineTuningTests
{
    private static readonly Model Network = new ConvolutionalNetwork(1, 8, 8, 3)
    {
        Filters = [3, 4],
        Widths = [5],
    }.Build(3);

    private static readonly LabeledBatch Examples = new(
        Asking.Inputs((ConvolutionalNetwork.Image, SmallModels.Random(5, 12, 1, 8, 8))),
        [.. Enumerable.Range(0, 12).Select(i => (long)(i % 3))]
    );

    [Theory]
    [InlineData(0, "")]
    [InlineData(0.5, "filters1 offsets1 filters2 offsets2")]
    [InlineData(0.75, "filters1 offsets1 filters2 offsets2 weight1 bias1")]
    public void FirstLayers_AreLeftAlone(double share, string frozen)
    {
        var tuned = new FineTuning { FrozenShare = share }.Apply(Network, Examples);
        Unchanged(tuned).ShouldBe(frozen.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    [Fact]
    public void EverythingUpToAValue_IsLeftAlone() =>
        Unchanged(new FineTuning { FrozenUpTo = "pool1" }.Apply(Network, Examples))
            .ShouldBe(["filters1", "offsets1"], ignoreOrder: true);

    [Fact]
    public void ExamplesAreLearnt()
    {
        var tuned = new FineTuning
        {
            Epochs = 200,
            LearningRate = 1e-2,
            FrozenShare = 0,
        }.Apply(Network, Examples);
        Hits(Network).ShouldBeLessThan(12);
        Hits(tuned).ShouldBe(12);

        static int Hits(Model model)
        {
            using var network = new Network(model);
            var scores = network.Run(Examples.Inputs)[0].Value.ToDoubles().Chunk(3);
            return scores.Zip(Examples.Classes).Count(s => s.First.IndexOf(s.First.Max()) == s.Second);
        }
    }

    [Fact]
    public void ShareOfAll_IsRefused() =>
        Should
            .Throw<ModelException>(() => new FineTuning { FrozenShare = 1 }.Apply(Network, Examples))
            .Message.ShouldContain("from 0 up to below 1");

    private static ImmutableArray<string> Unchanged(Model tuned) =>
        [
            .. Parameters
                .Of(Network.Graph)
                .Where(p => tuned.Graph.Constants[p.Name].ContentEquals(Network.Graph.Constants[p.Name]))
                .Select(p => p.Name),
        ];
}
