using Ascribe.Arrays;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

public sealed class MeanBaselineTests
{
    [Fact]
    public void Mean_OfBatches_IsThatOfAllRows()
    {
        var rows = SmallModels.Random(1, 7, 2, 3);
        var mean = new MeanBaseline(ReferenceSet.Of(rows.Rows(0, 3), rows.Rows(3, 0), rows.Rows(3, 4)));
        var expected = Enumerable
            .Range(0, 6)
            .Select(i => Enumerable.Range(0, 7).Average(r => rows.ToDoubles()[6 * r + i]));
        var found = mean.Of(Site.Of(SmallModels.Random(2, 4, 2, 3)));
        found.Shape.ShouldBe([1, 2, 3]);
        Distance.Largest(found.ToDoubles(), [.. expected]).ShouldBeLessThan(1e-7);
    }

    [Fact]
    public void Mean_OfALazySequence_ReadsItOnceAndHoldsOneBatch()
    {
        var made = 0;
        var mean = new MeanBaseline(ReferenceSet.Of(Batches()));
        // 1, 2, … 20,000 in a thousand batches.
        mean.Numbers(Tensor.Of([0.0], 1, 1)).ShouldBe([10_000.5], 1e-9);
        made.ShouldBe(1000);

        IEnumerable<Tensor> Batches()
        {
            for (var b = 0; b < 1000; b++, made++)
                yield return Tensor.Of([.. Enumerable.Range(20 * b + 1, 20).Select(i => (double)i)], 20, 1);
        }
    }

    [Fact]
    public void Mean_OfInputs_AtALayer_IsTheMeanOfTheLayer()
    {
        using var network = new Network(SmallModels.Cnn);
        using var plain = new PlainGradient(SmallModels.Cnn, Target.Top, "relu1");
        var references = SmallModels.Random(5, 6, 2, 8, 8);
        var relu = plain.Run(Inputs(("x", references)))["relu1"].ToDoubles();
        var question = Question.About(network, SmallModels.Random(6, 2, 2, 8, 8)) with
        {
            Features = ["relu1"],
            Baseline = new MeanBaseline(
                ReferenceSet.OfInputs(Inputs(("x", references.Rows(0, 2))), Inputs(("x", references.Rows(2, 4))))
            ),
        };
        var found = network.Baselines(question)["relu1"];
        found.Shape.ShouldBe([1, 4, 8, 8]);
        var expected = Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 6).Average(r => relu[256 * r + i]));
        Distance.Largest(found.ToDoubles(), [.. expected]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Mean_SavedAndGivenBack_AnswersLikeItself()
    {
        using var network = new Network(SmallModels.Smooth);
        using var folder = new TemporaryFolder();
        var question = Question.About(network, SmallModels.Random(7, 2, 4)) with
        {
            Baseline = new MeanBaseline(ReferenceSet.Of(SmallModels.Random(8, 9, 4))),
        };
        Npy.Write(folder["mean.npy"], network.Baselines(question)["x"]);
        var given = question with { Baseline = Baseline.Given(Npy.Read(folder["mean.npy"])) };
        Integrate(SmallModels.Smooth, given).Of("x").ShouldBe(Integrate(SmallModels.Smooth, question).Of("x"));
    }

    [Fact]
    public void Random_DrawsEveryReferenceEquallyOften()
    {
        var references = ReferenceSet.Of(Tensor.Of([1f, 2], 2, 1), Tensor.Of([3f], 1, 1), Tensor.Of([4f], 1, 1));
        var drawn = Enumerable
            .Range(0, 2000)
            .Select(seed =>
                new RandomBaseline(references) { Seed = seed }
                    .Numbers(Tensor.Of([0f, 0f], 2, 1))
                    .Single()
            )
            .CountBy(v => v)
            .ToDictionary();
        drawn.Keys.Order().ShouldBe([1, 2, 3, 4]);
        // Six standard deviations.
        drawn.Values.ShouldAllBe(count => Math.Abs(count - 500) < 6 * Math.Sqrt(2000 * 0.25 * 0.75));
    }

    [Fact]
    public void Random_WithoutASeedOfItsOwn_TakesThatOfTheExecution()
    {
        using var network = new Network(SmallModels.Smooth);
        var references = SmallModels.Random(9, 50, 4);
        var question = Question.About(network, SmallModels.Random(10, 1, 4)) with
        {
            Baseline = new RandomBaseline(ReferenceSet.Of(references)),
        };
        var found = Enumerable.Range(0, 8).Select(Drawn).ToArray();
        found.Distinct().Count().ShouldBeGreaterThan(4);
        found.ShouldAllBe(row => row >= 0);
        Drawn(3).ShouldBe(found[3]);

        int Drawn(int seed)
        {
            var row = network.Baselines(question, new Execution { Seed = seed })["x"];
            return Enumerable.Range(0, 50).FirstOrDefault(r => references.Rows(r, 1).ContentEquals(row), -1);
        }
    }

    [Fact]
    public void Random_OfInputs_DrawsTheSameReferenceForEveryFeature()
    {
        using var network = new Network(SmallModels.Gated);
        var inputs = Inputs(("ids", Tensor.Of([1L, 2, 3], 1, 3)), ("x", SmallModels.Random(11, 1, 4)));
        var references = Inputs(
            ("ids", Tensor.Of([.. Enumerable.Range(0, 30).Select(i => i / 3 % 7L)], 10, 3)),
            ("x", Tensor.Of([.. Enumerable.Range(0, 40).Select(i => (float)(i / 4 % 7))], 10, 4))
        );
        var question = new Question(inputs)
        {
            Target = Target.At(),
            Features = ["embedding", "x"],
            Baseline = new RandomBaseline(ReferenceSet.OfInputs(references)) { Seed = 4 },
        };
        var baselines = network.Baselines(question);
        var token = (long)baselines["x"].ToDoubles()[0];
        var table = SmallModels.Gated.Graph.Constants.Values.Single(c => c.Shape is [7, 4]);
        var expected = table.Rows((int)token, 1).ToDoubles();
        baselines["embedding"].ToDoubles()[..4].ShouldBe(expected);
    }
}
