namespace Ascribe.Tests.Baselines;

public sealed class SurroundingBaselineTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Surrounding_IsTheMeanOverThePositionsAroundThePatch(int patch, int margin)
    {
        var picture = SmallModels.Random(5, 2, 2, 7, 5);
        var found = new SurroundingBaseline { Patch = patch, Margin = margin }.Numbers(picture);
        var values = picture.ToDoubles();
        var expected = new double[values.Length];
        for (var plane = 0; plane < 4; plane++)
        for (var y = 0; y < 7; y++)
        for (var x = 0; x < 5; x++)
        {
            var (top, left) = (y / patch * patch, x / patch * patch);
            var around =
                from v in Enumerable.Range(0, 7)
                from u in Enumerable.Range(0, 5)
                let inside = v >= top && v < top + patch && u >= left && u < left + patch
                let near = v >= top - margin
                    && v < top + patch + margin
                    && u >= left - margin
                    && u < left + patch + margin
                where near && !inside
                select values[plane * 35 + v * 5 + u];
            expected[plane * 35 + y * 5 + x] = around.Average();
        }
        Distance.Largest(found, expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Surrounding_OfASequence_WorksAlongItsOneSpatialAxis() =>
        new SurroundingBaseline { Patch = 2 }
            .Numbers(Tensor.Of([1f, 2, 3, 4, 5], 1, 1, 5))
            .ShouldBe([3, 3, 3.5, 3.5, 4]);
}
