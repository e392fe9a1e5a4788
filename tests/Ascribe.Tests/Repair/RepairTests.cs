using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Repair;

namespace Ascribe.Tests.Repair;

public sealed class RepairTests
{
    private const string Layer = "relu1";

    [Theory]
    [InlineData(LayerUnit.Neuron)]
    [InlineData(LayerUnit.Channel)]
    public void Silencing_OfNothing_IsTheIdentity(LayerUnit unit)
    {
        var mask = Ranking(unit).Mask(0);
        var silenced = Silencing.Apply(SmallModels.Cnn, Layer, mask);
        Scores(silenced).ContentEquals(Scores(SmallModels.Cnn)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(LayerUnit.Neuron, 40)]
    [InlineData(LayerUnit.Channel, 2)]
    public void SilencedModel_SaysWhatTheSilencedLayerSays(LayerUnit unit, int count)
    {
        var mask = Ranking(unit).Mask(count);
        mask.ToDoubles().Count(m => m == 0).ShouldBe(unit == LayerUnit.Neuron ? 40 : 2 * 64);
        var silenced = Scores(Silencing.Apply(SmallModels.Cnn, Layer, mask)).ToDoubles();
        using var network = new Network(SmallModels.Cnn);
        using var layer = new SilencedLayer(network, Layer, Named(X()));
        var found = layer.Scores([mask, Ranking(unit).Mask(0)]);
        Distance.Largest(found.SelectMany(f => f.Rows(0, 1).ToDoubles()).ToArray(), silenced).ShouldBeLessThan(1e-5);
        var whole = Scores(SmallModels.Cnn).ToDoubles();
        Distance.Largest(found.SelectMany(f => f.Rows(1, 1).ToDoubles()).ToArray(), whole).ShouldBeLessThan(1e-5);
        Distance.Largest(silenced, whole).ShouldBeGreaterThan(1e-2);
    }

    [Fact]
    public void SilencedModel_SavedAndLoaded_KeepsAllNames()
    {
        using var folder = new Arrays.ScratchFolder();
        Silencing.Apply(SmallModels.Cnn, "y", Tensor.Of([0f, 1, 1], 1, 3)).Save(folder["silenced.onnx"]);
        var loaded = Model.Load(folder["silenced.onnx"]);
        loaded.Graph.Outputs.Select(o => o.Name).ShouldBe(["y"]);
        var scores = Scores(loaded);
        for (var e = 0; e < 4; e++)
            scores.Rows(e, 1).ToDoubles()[0].ShouldBe(0);
        Should
            .Throw<ModelException>(() => Silencing.Apply(SmallModels.Cnn, "relu3", Tensor.Scalar(1f)))
            .Message.ShouldContain("Similar names: relu1");
    }

    [Fact]
    public void Contributions_AreTheMeanOfAttributionsToTheClassesReached()
    {
        using var network = new Network(SmallModels.Cnn);
        var method = new IntegratedGradients { Steps = 8 };
        long[] classes = [2, 0, 2, 1];
        var mean = new AdversarialContributions(method, Baseline.Zero).Of(
            network,
            Layer,
            [new LabeledBatch(Named(X()), [.. classes])]
        );
        var expected = new double[mean.Length];
        for (var e = 0; e < 4; e++)
        {
            var one = Question.About(network, X().Rows(e, 1)) with
            {
                Features = [Layer],
                Target = Target.Class(classes[e]),
            };
            foreach (var (i, value) in method.Explain(network, one).Values[Layer].ToDoubles().Index())
                expected[i] += value / 4;
        }
        Distance.Largest(mean.ToDoubles(), expected).ShouldBeLessThan(1e-6);
        mean.Shape.ShouldBe([1, 4, 8, 8]);
        Should.Throw<ModelException>(() => new AdversarialContributions(method, Baseline.Zero).Of(network, Layer, []));
    }

    [Fact]
    public void Ranking_PutsTheLargestFirst()
    {
        var contributions = Tensor.Of([1.0, -4, 3, 3, 0, 0.5], 1, 3, 2);
        UnitRanking.Of("l", LayerUnit.Neuron, contributions).Order.ShouldBe([2, 3, 0, 5, 4, 1]);
        var channels = UnitRanking.Of("l", LayerUnit.Channel, contributions);
        channels.Order.ShouldBe([1, 2, 0]);
        channels.Mask(1).ToDoubles().ShouldBe([1, 1, 0, 0, 1, 1]);
        channels.Silenced(0.1).ShouldBe(0);
        channels.Silenced(0.5).ShouldBe(2);
        Should.Throw<ModelException>(() => channels.Silenced(1.1));
        var random = UnitRanking.Random("l", LayerUnit.Neuron, [1, 3, 2], 5);
        random.Order.Order().ShouldBe([0, 1, 2, 3, 4, 5]);
        random.Order.ShouldBe(UnitRanking.Random("l", LayerUnit.Neuron, [1, 3, 2], 5).Order);
        random.Order.ShouldNotBe(UnitRanking.Random("l", LayerUnit.Neuron, [1, 3, 2], 6).Order);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void Rank_CountsClassesBefore(long number, int expected) =>
        ClassRank.Of([1, 2, 2, double.NaN], number).ShouldBe(expected);

    [Fact]
    public void Curve_BeginsAtTheModelItself_AndEndsWhereNothingIsLeft()
    {
        using var network = new Network(SmallModels.Cnn);
        using var attacked = new SilencedLayer(network, Layer, Named(X()));
        using var clean = new SilencedLayer(network, Layer, Named(SmallModels.Random(8, 4, 2, 8, 8)));
        var scores = Scores(SmallModels.Cnn);
        ImmutableArray<long> originals = [0, 1, 2, 0];
        ImmutableArray<long> adversarials = [1, 2, 0, 2];
        var curve = RepairCurve.Of(Ranking(LayerUnit.Neuron), [0, 0.001, 1], attacked, clean, originals, adversarials);
        curve.Points.Select(p => p.Silenced).ShouldBe([0, 0, 256]);
        for (var e = 0; e < 4; e++)
        {
            var own = scores.Rows(e, 1).ToDoubles();
            curve.Points[1].Original[e].ShouldBe(own.Count(s => s > own[originals[e]]));
            curve.Points[0].Adversarial[e].ShouldBe(own.Count(s => s > own[adversarials[e]]));
        }
        // All scores are 0 there: the first class comes first.
        curve.Points[2].Original.ShouldBe([0, 1, 2, 0]);
        curve.Points[2].Clean.ShouldBe([0, 1, 2, 0]);
        Should.Throw<ModelException>(() =>
            RepairCurve.Of(Ranking(LayerUnit.Neuron), [0], attacked, clean, [0], adversarials)
        );
    }

    [Fact]
    public void Layer_ThatDoesNotLeadToTheScores_IsRefused()
    {
        using var network = new Network(
            SmallModels.Of(b =>
            {
                var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
                b.Output(b.Emit("Relu", [x], hint: "aside"));
                return Op.MatMul(x, SmallModels.Weights(b, 1, 4, 2));
            })
        );
        var inputs = Named(SmallModels.Random(1, 1, 4));
        Should
            .Throw<ModelException>(() => new SilencedLayer(network, "aside", inputs, "y"))
            .Message.ShouldContain("does not lead to 'y'");
    }

    private static UnitRanking Ranking(LayerUnit unit) =>
        UnitRanking.Of(Layer, unit, SmallModels.Random(21, 1, 4, 8, 8).To(ElementType.Float64));

    private static Tensor Scores(Model model)
    {
        using var network = new Network(model);
        return network.Run(Named(X()))[^1].Value;
    }

    private static Tensor X() => SmallModels.Random(3, 4, 2, 8, 8);

    private static ImmutableDictionary<string, Tensor> Named(Tensor x) =>
        ImmutableDictionary<string, Tensor>.Empty.Add("x", x);
}
