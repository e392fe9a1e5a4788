using Ascribe.Onnx;

namespace Ascribe.Tests.Baselines;

public sealed class MaskGroupsTests
{
    [Theory]
    [InlineData(1, ElementType.Float32)]
    [InlineData(2, ElementType.Float32)]
    [InlineData(3, ElementType.Float32)]
    [InlineData(-1, ElementType.Float64)]
    [InlineData(1, ElementType.Float64)]
    public void Groups_AlongAnyAxis_AreThoseOfTheIndices(int axis, ElementType type)
    {
        var a = SmallModels.Random(1, 1, 3, 4, 5).To(type);
        var b = SmallModels.Random(2, 1, 3, 4, 5).To(type);
        var layout = FeatureLayout.Of(Site.Of(a), axis);
        int[] channels = [.. Places().Select(p => p[(axis < 0 ? 4 + axis : axis) - 1])];
        int[] positions = [.. Places().Select(p => Position(p, (axis < 0 ? 4 + axis : axis) - 1))];
        Agrees(layout.ByChannel(), channels, a, b);
        Agrees(layout.Positions(), positions, a, b);
        Agrees(layout.Elements(), [.. Enumerable.Range(0, 60)], a, b);

        var masks = new[] { layout.Positions(), layout.ByChannel() };
        double[][] numbers = [Mask(3, masks[0].Count), Mask(4, masks[1].Count)];
        var product = MaskGroups.Times(a, masks, numbers);
        product.ElementType.ShouldBe(type);
        product.Shape.ShouldBe(a.Shape);
        var expected = a.ToDoubles().Select((v, e) => v * Math.Min(numbers[0][positions[e]], numbers[1][channels[e]]));
        Distance.Largest(product.ToDoubles(), [.. expected]).ShouldBeLessThan(1e-7);
    }

    private static void Agrees(MaskGroups groups, int[] entries, Tensor a, Tensor b)
    {
        groups.Count.ShouldBe(entries.Max() + 1);
        var sums = new double[groups.Count];
        foreach (var (e, entry) in entries.Index())
            sums[entry] += a.ToDoubles()[e] * b.ToDoubles()[e];
        Distance.Largest(groups.Sums(a, b), sums).ShouldBeLessThan(1e-14);
        var mask = Mask(5, groups.Count);
        var product = MaskGroups.Times(a, [groups], [mask]).ToDoubles();
        Distance.Largest(product, [.. a.ToDoubles().Select((v, e) => v * mask[entries[e]])]).ShouldBeLessThan(1e-7);
    }

    private static double[] Mask(int seed, int count) =>
        [.. SmallModels.Random(seed, count).ToDoubles().Select(v => (v + 1) / 2)];

    /// <summary>The three indices of every element of [3, 4, 5].</summary>
    private static IEnumerable<int[]> Places() =>
        Enumerable.Range(0, 60).Select(e => new[] { e / 20, e / 5 % 4, e % 5 });

    /// <summary>The row-major place among all axes but one.</summary>
    private static int Position(int[] place, int without)
    {
        int[] extents = [3, 4, 5];
        return Enumerable
            .Range(0, 3)
            .Where(axis => axis != without)
            .Aggregate(0, (sum, axis) => sum * extents[axis] + place[axis]);
    }
}
