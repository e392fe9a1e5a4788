using System.Collections.Immutable;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class TargetTests
{
    private static readonly Tensor Pictures = SmallModels.Random(51, 6, 2, 8, 8);

    private static readonly Question AboutPictures = new(Inputs(("x", Pictures)));

    [Fact]
    public void Top_IsEachExamplesOwnLargestEntry()
    {
        var top = Integrate(SmallModels.Cnn, AboutPictures);
        using var network = new Network(SmallModels.Cnn);
        var scores = network.Run(AboutPictures.Inputs)[0].Value.ToDoubles();
        var winners = scores.Chunk(3).Select(row => (long)Array.IndexOf(row, row.Max())).ToArray();
        winners.Distinct().Count().ShouldBeGreaterThan(1);
        top.Entries.ShouldBe(winners);
        for (var e = 0; e < winners.Length; e++)
        {
            var own = AboutPictures with
            {
                Inputs = Inputs(("x", Pictures.Rows(e, 1))),
                Target = Target.Class(winners[e]),
            };
            Distance
                .Largest(top.Values["x"].Rows(e, 1).ToDoubles(), Integrate(SmallModels.Cnn, own).Of("x"))
                .ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void Sum_IsTheSumOfTheAttributionsOfItsEntries()
    {
        var both = Integrate(SmallModels.Cnn, AboutPictures with { Target = Target.Sum([0], [2]) });
        var parts = new[] { 0, 2 }.Select(c =>
            Integrate(SmallModels.Cnn, AboutPictures with { Target = Target.Class(c) }).Of("x")
        );
        var sum = parts.Aggregate((a, b) => [.. a.Zip(b, (u, v) => u + v)]);
        Distance.Largest(both.Of("x"), sum).ShouldBeLessThan(1e-6);
        both.Entries.ShouldAllBe(entry => entry == -1);
    }

    [Fact]
    public void Neuron_IsExplainedLikeTheOutputOfTheModelCutOffThere()
    {
        var neuron = Integrate(SmallModels.Cnn, AboutPictures with { Target = Target.Neuron("conv2", 5, 1, 0) });
        var graph = SmallModels.Cnn.Graph;
        var cut = SmallModels.Cnn with { Graph = graph with { Outputs = [graph.Info("conv2")!] } };
        var output = Integrate(cut, AboutPictures with { Target = Target.At(5, 1, 0) });
        Distance.Largest(neuron.Of("x"), output.Of("x")).ShouldBe(0);
        // Row-major in [6, 2, 2].
        neuron.Entries.ShouldAllBe(entry => entry == 5 * 4 + 1 * 2 + 0);
    }

    [Fact]
    public void Neuron_SeesOnlyItsReceptiveField()
    {
        var attribution = Differentiated(Target.Neuron("conv1", 0, 0, 0));
        var reached = attribution.Values["x"].ToDoubles().Select((g, i) => (g, Row: i / 8 % 8, Column: i % 8));
        reached.ShouldAllBe(p => p.Row < 2 && p.Column < 2 || p.g == 0);
        reached.Count(p => p.g != 0).ShouldBe(6 * 2 * 4);
    }

    [Fact]
    public void Sum_OverAWholeMap_IsLinear()
    {
        ImmutableArray<ImmutableArray<long>> all =
        [
            .. Enumerable.Range(0, 64).Select(i => ImmutableArray.Create<long>(1, i / 8, i % 8)),
        ];
        var sum = Differentiated(Target.Sum(all) with { ValueName = "conv1" });
        // In the middle every input reaches all nine taps of the kernel of its channel.
        var kernel = SmallModels.Cnn.Graph.Constants["w1"].ToDoubles();
        foreach (var channel in new[] { 0, 1 })
        {
            var taps = kernel.AsSpan((1 * 2 + channel) * 9, 9).ToArray().Sum();
            sum.Values["x"].ToDoubles()[channel * 64 + 3 * 8 + 4].ShouldBe(taps, 1e-5);
        }
    }

    [Fact]
    public void ToString_IsWhatTheCommandLineTakes()
    {
        Target.Top.ToString().ShouldBe("top");
        Target.Class(7).ToString().ShouldBe("7");
        Target.At(1, 2).ToString().ShouldBe("1,2");
        Target.Neuron("conv2", 5, 1, 0).ToString().ShouldBe("conv2[5,1,0]");
    }

    private static Attribution Differentiated(Target target) =>
        Differentiate(SmallModels.Cnn, AboutPictures with { Target = target });
}
