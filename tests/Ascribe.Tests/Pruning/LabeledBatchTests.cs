using Ascribe.Pruning;

namespace Ascribe.Tests.Pruning;

public sealed class LabeledBatchTests
{
    private static readonly LabeledBatch Batch = new(
        Asking.Inputs(("x", Tensor.Of([0f, 1, 2, 3, 4, 5, 6, 7], 4, 2))),
        [5, 7, 5, 5]
    );

    [Fact]
    public void Slice_TakesNeighbors()
    {
        var slice = Batch.Slice(1, 2);
        slice.Classes.ShouldBe([7, 5]);
        slice.Inputs["x"].ToFloats().ShouldBe([2, 3, 4, 5]);
    }

    [Fact]
    public void Batches_AreNeighborsInTheirOrder()
    {
        var all = Batch.Batches(3).ToArray();
        all.Select(b => b.Count).ShouldBe([3, 1]);
        all.SelectMany(b => b.Classes).ShouldBe(Batch.Classes);
        Batch.First(2).Classes.ShouldBe(Batch.Classes[..2]);
        Batch.First(100).Count.ShouldBe(Batch.Count);
    }

    [Fact]
    public void Pick_TakesRowsInTheirOrder()
    {
        var picked = Batch.Pick(3, 1);
        picked.Classes.ShouldBe([5, 7]);
        picked.Inputs["x"].ToFloats().ShouldBe([6, 7, 2, 3]);
    }

    [Fact]
    public void FirstOfEach_TakesSomeOfEveryClass()
    {
        var first = Batch.FirstOfEach(2);
        first.Classes.ShouldBe([5, 7, 5]);
        first.Inputs["x"].ToFloats().ShouldBe([0, 1, 2, 3, 4, 5]);
    }
}
