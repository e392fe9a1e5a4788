namespace Ascribe.Tests.Golden;

public sealed class GoldenTests
{
    /// <summary>What is built, and how many cases of it the data folder holds.</summary>
    private static readonly SortedDictionary<string, int> Covered = new(StringComparer.Ordinal)
    {
        ["aumann-shapley"] = 11,
        ["conductance"] = 8,
        ["deconvolution"] = 3,
        ["deeplift-rescale"] = 19,
        ["deeplift-revealcancel"] = 3,
        ["deepshap"] = 6,
        ["feature-ablation"] = 14,
        ["grad-cam"] = 6,
        ["gradient-x-input"] = 4,
        ["guided-backprop"] = 3,
        ["guided-grad-cam"] = 2,
        ["integrated-gradients"] = 16,
        ["internal-influence"] = 5,
        ["layer-activation"] = 5,
        ["layer-gradient-x-activation"] = 3,
        ["layer-integrated-gradients"] = 8,
        ["lrp"] = 13,
        ["neuron-conductance"] = 4,
        ["neuron-gradient"] = 4,
        ["neuron-integrated-gradients"] = 5,
        ["occlusion"] = 6,
        ["saliency"] = 3,
        ["shapley-exact"] = 8,
        ["shapley-ig"] = 3,
        ["smoothgrad"] = 3,
    };

    public static TheoryData<string> Ids =>
        [.. GoldenCases.ById.Values.Where(c => Covered.ContainsKey(c.Method)).Select(c => c.Id).Order()];

    [Fact]
    public void Covered_ListsTheTableOfMethods() => GoldenMethods.Table.Keys.ShouldBe(Covered.Keys);

    [Fact]
    public void Cases_AreAsManyAsEver()
    {
        SharedData.File("golden/README.md");
        GoldenCases.ById.Count.ShouldBe(165);
        var counts = Ids.CountBy(row => GoldenCases.ById[row.Data].Method).ToDictionary();
        counts.ShouldBe(Covered, ignoreOrder: true);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Ids))]
    public void Case_MeetsItsTolerance(string id)
    {
        var golden = GoldenCases.ById[id];
        var actual = GoldenMethods.Table[golden.Method](golden);
        actual.Keys.Order().ShouldBe(golden.Expected.Keys);
        foreach (var (name, expected) in golden.Expected)
            Distance.Largest(actual[name], expected.ToDoubles()).ShouldBeLessThanOrEqualTo(golden.Tolerance, name);
    }
}
