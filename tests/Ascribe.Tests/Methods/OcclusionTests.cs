using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class OcclusionTests
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<int>> None = ImmutableSortedDictionary<
        string,
        ImmutableArray<int>
    >.Empty;

    [Fact]
    public void BoxOfOneElement_IsAblationOfElements()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = About(network, 121, 2);
        var occlusion = new Occlusion { Windows = None.Add("x", [1, 1, 1]), Strides = None.Add("x", [1, 1, 1]) };
        var occluded = occlusion.Explain(network, question);
        var ablated = new FeatureAblation().Explain(network, question);
        Distance.Largest(occluded.Of("x"), ablated.Of("x")).ShouldBeLessThan(1e-6);
        ablated.Provenance.ModelEvaluations.ShouldBe(2 * (128 + 2));
        occluded.Provenance.ModelEvaluations.ShouldBe(2 * (128 + 2));
    }

    [Fact]
    public void OverlappingBoxes_AreAveragedAsBruteForceDoes()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = About(network, 122, 1);
        var method = new Occlusion { Windows = None.Add("x", [2, 3, 4]), Strides = None.Add("x", [1, 2, 3]) };
        var x = question.Inputs["x"].ToDoubles();
        var (sums, counts) = (new double[128], new int[128]);
        // Along 8 rows boxes of 3 begin at 0, 2, 4, 6; along 8 columns boxes of 4 begin at 0, 3, 6. The last ones are cut off.
        foreach (var top in new[] { 0, 2, 4, 6 })
        foreach (var left in new[] { 0, 3, 6 })
        {
            int[] covered = [.. Enumerable.Range(0, 128).Where(i => Within(i, top, left))];
            var effect = Output(x) - Output([.. x.Select((v, i) => covered.Contains(i) ? 0.25 : v)]);
            foreach (var i in covered)
                (sums[i], counts[i]) = (sums[i] + effect, counts[i] + 1);
        }
        var expected = sums.Zip(counts, (s, c) => s / c).ToArray();
        Distance.Largest(method.Explain(network, question).Of("x"), expected).ShouldBeLessThan(1e-6);

        static bool Within(int i, int top, int left) =>
            i % 64 / 8 >= top && i % 64 / 8 < top + 3 && i % 8 >= left && i % 8 < left + 4;

        double Output(double[] picture) =>
            network.Run(Inputs(("x", Tensor.Of(picture, 1, 2, 8, 8).To(ElementType.Float32))))[0].Value.ToDoubles()[1];
    }

    [Fact]
    public void StrideLongerThanItsWindow_LeavesWhatIsNeverCoveredAtZero()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(123, 1, 4)) with { Target = Target.Class(0) };
        var method = new Occlusion { Windows = None.Add("x", [1]), Strides = None.Add("x", [2]) };
        var occluded = method.Explain(network, question).Of("x");
        var ablated = new FeatureAblation().Explain(network, question).Of("x");
        Distance.Largest(occluded, [ablated[0], 0, ablated[2], 0]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Ablation_TellsThePlayersWhatItGivesTheirElements()
    {
        using var network = new Network(SmallModels.Cnn);
        var attribution = new FeatureAblation { Players = PlayerDivision.Channels }.Explain(
            network,
            About(network, 124, 1)
        );
        var players = attribution.Players.Single();
        players.Values.Length.ShouldBe(2);
        attribution.Of("x").Chunk(64).Select(c => c.Distinct().Single()).ShouldBe(players.Values, 1e-6);
    }

    [Theory]
    [InlineData("x", new[] { 1, 1 })]
    [InlineData("x", new[] { 1, 0, 1 })]
    [InlineData("y", new[] { 1, 1, 1 })]
    public void Window_ThatFitsNoFeature_IsRefused(string feature, int[] window)
    {
        using var network = new Network(SmallModels.Cnn);
        var method = new Occlusion { Windows = None.Add(feature, [.. window]) };
        Should
            .Throw<ModelException>(() => method.Explain(network, About(network, 125, 1)))
            .Message.ShouldContain($"'{feature}'");
    }

    private static Question About(Network network, int seed, int pictures) =>
        Question.About(network, SmallModels.Random(seed, pictures, 2, 8, 8)) with
        {
            Target = Target.Class(1),
            Baseline = Baseline.Constant(0.25),
        };
}
