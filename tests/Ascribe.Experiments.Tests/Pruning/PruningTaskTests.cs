using Ascribe.Experiments.FashionMnist;
using Ascribe.Experiments.Pruning;
using Ascribe.Metrics;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Pruning;

public sealed class PruningTaskTests
{
    [Fact]
    public void SeveralClasses_AreToldFromEachOtherOnly()
    {
        var task = FashionTask.For(rest: false, 4, 2);
        task.Labels.ShouldBe(["pullover", "coat"]);
        task.Wanted.ShouldBe(2);
        task.Held.Count.ShouldBe(20);
        task.Held.Classes.Distinct().Order().ShouldBe([0, 1]);
        ConfusionMatrix.Of(task.Model, task.Held).Accuracy.ShouldBeGreaterThan(0.9);
        task.Scored(5).Classes.CountBy(c => c).ShouldAllBe(c => c.Value == 5);
    }

    [Fact]
    public void OneClass_IsToldFromTheRest()
    {
        var task = FashionTask.For(rest: false, 6);
        task.Labels.ShouldBe(["shirt", PruningTask.Rest]);
        task.Wanted.ShouldBe(1);
        task.Held.Count.ShouldBe(100);
        var decided = ConfusionMatrix.Of(task.Model, task.Held);
        decided.Counts[0].Sum().ShouldBe(10);
        decided.MeanF1(1).ShouldBeGreaterThan(0.9);
        task.Scored(7).Classes.ShouldAllBe(c => c == 0);
    }

    [Fact]
    public void ClassThatNeverOccurs_IsNamed()
    {
        var held = FashionTask.Pictures.Test.Slice(0, 6);
        Should
            .Throw<ModelException>(() =>
                PruningTask.Of(
                    FashionTask.Model,
                    FashionPictures.Labels,
                    [1, 6],
                    false,
                    FashionTask.Pictures.Training,
                    held
                )
            )
            .Message.ShouldBe(
                "class 6 (shirt) never occurs among the 6 examples to measure on; give some of it, or another class."
            );
    }

    [Fact]
    public void Split_HoldsBackAShareOfEveryClass()
    {
        var all = FashionTask.Pictures.Test.Slice(0, 45);
        var (fit, held) = HeldExamples.Split(all, 0.3, 1);
        (fit.Count + held.Count).ShouldBe(45);
        // Of five pictures 1.5 are to be held back, of four 1.2.
        held.Classes.CountBy(c => c).OrderBy(c => c.Key).Select(c => c.Value).ShouldBe([2, 2, 2, 2, 2, 1, 1, 1, 1, 1]);
        HeldExamples.Split(all, 0.3, 1).Held.Classes.ShouldBe(held.Classes);
        var once = HeldExamples.Split(all.Slice(0, 10), 0.3, 1);
        once.Fit.Count.ShouldBe(10);
        once.Held.Count.ShouldBe(0);
    }
}
