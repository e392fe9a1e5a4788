using Ascribe.Onnx;
using MathNet.Numerics.Statistics;

namespace Ascribe.Metrics.Tests.Agreement;

public sealed class SensitivityNTests
{
    [Fact]
    public void LinearTarget_CorrelatesFullyWithWhatItsTermsAre()
    {
        using var linear = Scored.Linear([1, -2, 3, 4, 0.5f], [1, 1, 1, 1, 1]);
        linear.By(new SensitivityN(), linear.Saying(1, -2, 3, 4, 0.5)).Values[0].ShouldBe(1, 1e-6);
        linear.By(new SensitivityN(), linear.Saying(-1, 2, -3, -4, -0.5)).Values[0].ShouldBe(-1, 1e-6);
    }

    [Fact]
    public void ContributionsThatAreAllEqual_AreNaNAndSayWhy()
    {
        using var linear = Scored.Linear([1, 2, 3], [1, 1, 1]);
        var result = linear.By(new SensitivityN(), linear.Saying(2, 2, 2));
        result.Values.ShouldBe([double.NaN]);
        result.Warnings.Single().Kind.ShouldBe(WarningKind.UndefinedScore);
    }

    [Fact]
    public void Sizes_AreSpacedInTheLogarithm()
    {
        using var pictures = Scored.Pictures(1);
        var score = new SensitivityN
        {
            Sizes = 3,
            Smallest = 0.01,
            Largest = 0.64,
            Coalitions = 5,
        };
        var result = pictures.By(score, pictures.Explain());
        // Of 128 elements: 1 %, 8 %, 64 %.
        result.Curves.Single().Positions.Select(p => p * 128).ShouldBe([1, 10, 82], 1e-9);
        result.Evaluations.ShouldBe(1 + 3 * 5);
    }

    [Fact]
    public void Correlations_AreThoseOfBruteForce_ForEveryExampleOfABatch()
    {
        using var pictures = Scored.Pictures(2);
        var attribution = pictures.Explain();
        var score = new SensitivityN
        {
            Sizes = 2,
            Smallest = 0.1,
            Largest = 0.5,
            Coalitions = 30,
        };
        var execution = new Execution { Seed = 7 };
        var curves = pictures.By(score, attribution, execution).Curves;
        for (var e = 0; e < 2; e++)
        {
            var (row, given) = (pictures.Row(e), attribution.Values["x"].Rows(e, 1).ToDoubles());
            var expected = new[] { 13, 64 }.Select(size =>
            {
                var sets = UniformSets.Draw(128, size, 30, 7).Select(s => s.Members.ToHashSet()).ToArray();
                return Correlation.Pearson(
                    sets.Select(s => s.Sum(i => given[i])),
                    sets.Select(s => -pictures.Run(row.Select((v, i) => s.Contains(i) ? 0.25 : v))[1])
                );
            });
            Distance.Largest(curves[e].Values.AsSpan(), [.. expected]).ShouldBeLessThan(1e-4);
        }
    }

    [Fact]
    public void Sets_AreDrawnWithEqualChance_AndAgainTheSame()
    {
        var sets = UniformSets.Draw(5, 2, 20_000, 3);
        var counts = sets.GroupBy(s => s).Select(g => g.Count()).ToArray();
        counts.Length.ShouldBe(10);
        counts.ShouldAllBe(c => Math.Abs(c - 2000) < 200);
        sets.ShouldAllBe(s => s.Size == 2);
        sets.ShouldBe(sets.ToArray());
    }

    [Theory]
    [InlineData(0.5, 0.4, 200)]
    [InlineData(0, 0.5, 200)]
    [InlineData(0.1, 1, 200)]
    [InlineData(0.1, 0.5, 1)]
    public void Settings_OutOfRange_AreRefused(double smallest, double largest, int coalitions)
    {
        using var linear = Scored.Linear([1, 2], [1, 1]);
        var score = new SensitivityN
        {
            Smallest = smallest,
            Largest = largest,
            Coalitions = coalitions,
        };
        Should.Throw<ModelException>(() => linear.By(score, linear.Saying(1, 2)));
    }
}
