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
}
