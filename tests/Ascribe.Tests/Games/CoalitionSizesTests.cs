using Ascribe.Games;
using Ascribe.Tests.Golden;

namespace Ascribe.Tests.Games;

public sealed class CoalitionSizesTests
{
    [Fact]
    public void AsPrinted_IsWhatTheGoldenFileStates()
    {
        var cases = GoldenCases.Document("sig_size_probabilities.json").GetProperty("cases").EnumerateArray().ToArray();
        cases.ShouldNotBeEmpty();
        foreach (var golden in cases)
        {
            var players = golden.GetProperty("players").GetInt32();
            var stated = NestedArray.Read(golden.GetProperty("probabilities")).ToDoubles();
            CoalitionSizes.AsPrinted.Probabilities(players).ShouldBe(stated, 1e-12, $"{players} players");
        }
    }

    [Theory]
    [InlineData(12, 0.446)]
    [InlineData(20, 0.472)]
    public void AsPrinted_IsAllButAlwaysNobodyOrAllButOne(int players, double share)
    {
        var probabilities = CoalitionSizes.AsPrinted.Probabilities(players);
        probabilities[0].ShouldBe(share, 5e-4);
        probabilities[^1].ShouldBe(share, 5e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(13)]
    [InlineData(2000)]
    public void Probabilities_AreOfSizesBelowAllAndSumToOne(int players)
    {
        foreach (var sizes in CoalitionSizes.Known)
        {
            var probabilities = sizes.Probabilities(players);
            probabilities.Length.ShouldBe(players);
            probabilities.ShouldAllBe(p => p >= 0);
            probabilities.Sum().ShouldBe(1, 1e-12, sizes.Name);
        }
    }

    [Fact]
    public void Uniform_GivesEverySizeTheSame() =>
        CoalitionSizes.Uniform.Probabilities(8).ShouldBe(Enumerable.Repeat(0.125, 8));
}
