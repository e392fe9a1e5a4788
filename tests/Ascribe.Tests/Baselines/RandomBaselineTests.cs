using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

public sealed class RandomBaselineTests
{
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
