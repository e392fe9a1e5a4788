using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Tests;

public sealed class SiamesePairTests
{
    private static readonly Model Pair = SiamesePair.Of(SmallModels.Smooth, "hidden");

    [Fact]
    public void Distance_IsThatOfTwoSingleRuns()
    {
        var (a, b) = (SmallModels.Random(21, 3, 2, 8, 8), SmallModels.Random(22, 3, 2, 8, 8));
        var (first, second) = (Embeddings(a), Embeddings(b));
        using var session = new Session(SiamesePair.Of(SmallModels.Cnn, "pool1"));
        var distances = session.Run(Asking.Inputs(("first/x", a), ("second/x", b)))[0];

        distances.Shape.ShouldBe([3]);
        for (var e = 0; e < 3; e++)
        {
            var squares = first.Rows(e, 1).ToDoubles().Zip(second.Rows(e, 1).ToDoubles(), (p, q) => (p - q) * (p - q));
            distances.ToDoubles()[e].ShouldBe(Math.Sqrt(squares.Sum()), 1e-5);
        }

        static Tensor Embeddings(Tensor x)
        {
            var model = SmallModels.Cnn;
            var graph = model.Graph with { Outputs = [model.Graph.Info("pool1")!] };
            using var single = new Session(model with { Graph = graph });
            return single.Run(Asking.Inputs(("x", x)))[0];
        }
    }

    [Fact]
    public void Gradient_AgreesWithCentralDifferencesOnBothSides()
    {
        var inputs = Asking.Inputs(
            ("first/x", SmallModels.Random(23, 1, 4)),
            ("second/x", SmallModels.Random(24, 1, 4))
        );
        using var gradient = new PlainGradient(Pair, Target.At(), "first/x", "second/x");
        var results = gradient.Run(inputs);
        using var session = new Session(Pair);
        const float step = 1e-2f;
        foreach (var side in new[] { "first/x", "second/x" })
        {
            for (var i = 0; i < 4; i++)
            {
                var slope = (At(side, i, step) - At(side, i, -step)) / (2 * step);
                results[$"gradient/{side}"].ToDoubles()[i].ShouldBe(slope, 1e-3);
            }
        }

        double At(string side, int element, float by)
        {
            var moved = inputs[side].ToFloats();
            moved[element] += by;
            return session.Run(inputs.SetItem(side, Tensor.Of(moved, 1, 4)))[0].ToDoubles()[0];
        }
    }

    [Fact]
    public void Gradient_OfTheSameExampleTwice_IsZero()
    {
        var x = SmallModels.Random(25, 1, 4);
        using var gradient = new PlainGradient(Pair, Target.At(), "first/x", "second/x");
        var results = gradient.Run(Asking.Inputs(("first/x", x), ("second/x", x)));

        results["target"].ToDoubles().ShouldBe([0.0]);
        results["gradient/first/x"].ToDoubles().ShouldAllBe(g => g == 0);
        results["gradient/second/x"].ToDoubles().ShouldAllBe(g => g == 0);
    }

    [Fact]
    public void Contributions_OfBothSides_SumToTheDistance()
    {
        var (a, b) = (SmallModels.Random(26, 2, 4), SmallModels.Random(27, 2, 4));
        var question = new Question(Asking.Inputs(("first/x", a), ("second/x", b))) { Target = Target.At() };
        var attribution = Asking.Integrate(Pair, question, steps: 40);

        attribution.Values.Keys.ShouldBe(["first/x", "second/x"]);
        for (var e = 0; e < 2; e++)
        {
            var sum = attribution.Values.Values.Sum(v => v.Rows(e, 1).ToDoubles().Sum());
            sum.ShouldBe(attribution.Output.ToDoubles()[e], 1e-4);
        }
        attribution.BaselineOutput.ToDoubles().ShouldAllBe(o => o == 0);
    }

    [Fact]
    public void Constants_StandOnceAndTheRestOfTheNetworkIsLeftOut()
    {
        var graph = SmallModels.Cnn.Graph;
        var pair = SiamesePair.Of(SmallModels.Cnn, "pool1").Graph;

        pair.Nodes.Count(n => n.Op == "Conv").ShouldBe(2);
        pair.Constants.Values.Where(c => c.ElementType == ElementType.Float32).ShouldBe([graph.Constants["w1"]]);
        pair.Inputs.Select(i => i.Name).ShouldBe(["first/x", "second/x"]);
        pair.Outputs.Select(o => o.Name).ShouldBe([SiamesePair.Distance]);
    }

    [Fact]
    public void Distance_InAnOlderOperatorSet_IsTheSame()
    {
        var old = SmallModels.Cnn with { Opsets = SmallModels.Cnn.Opsets.SetItem("", 13), IrVersion = 7 };
        var inputs = Asking.Inputs(
            ("first/x", SmallModels.Random(28, 1, 2, 8, 8)),
            ("second/x", SmallModels.Random(29, 1, 2, 8, 8))
        );
        using var newer = new Session(SiamesePair.Of(SmallModels.Cnn));
        using var older = new Session(SiamesePair.Of(old));

        older.Run(inputs)[0].ToDoubles()[0].ShouldBe(newer.Run(inputs)[0].ToDoubles()[0], 1e-6);
    }

    [Fact]
    public void Of_AnUnknownEmbedding_NamesSimilarOnes() =>
        Should
            .Throw<ModelException>(() => SiamesePair.Of(SmallModels.Cnn, "pool"))
            .Message.ShouldContain("no value 'pool' that two examples could be compared by. Similar names: pool1");
}
