using System.Collections.Immutable;
using Ascribe.Arrays;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Imaging.Tests.Explanations;

public sealed class PlayerTests
{
    [Fact]
    public void Patches_AreNamedByRowAndColumn_TheLargestFirst() =>
        Of(PlayerDivision.Patches(2, 2), [1, 1, 4, 4], 1, -4, 3, 2)
            .LargestPlayers(0, 3)
            .ShouldBe([new("patch 0,1", -4, 0.1), new("patch 1,0", 3, 0.1), new("patch 1,1", 2, 0.1)]);

    [Fact]
    public void ColumnsAndTokens_KeepTheirNames()
    {
        var table = Of(PlayerDivision.Columns, [1, 2], 2, 1) with { Columns = Named<string>("age", "weight") };
        table.LargestPlayers(0, 9).Select(p => p.Name).ShouldBe(["age", "weight"]);
        table.PlaysByName(0).ShouldBeTrue();
        table.Contributions("x", 0)[1].StandardError.ShouldBe(0.1);
        var text = Of(PlayerDivision.Tokens, [1, 3, 2], 3, 2, 1) with
        {
            Tokens = Named<ImmutableArray<string>>(["a", "##b"]),
        };
        text.LargestPlayers(0, 9).Select(p => p.Name).ShouldBe(["a", "##b", "padding 2"]);
        text.PlaysByName(0).ShouldBeTrue();
        // A token's error is its player's, not that of its elements.
        text.Contributions("x", 0).Select(c => c.StandardError).ShouldBe([0.1, 0.1]);
    }

    [Fact]
    public void Tokens_ThatDoNotPlay_HaveNoError()
    {
        var text = Of(PlayerDivision.Elements, [1, 2, 2], 4, 3, 2, 1) with
        {
            Tokens = Named<ImmutableArray<string>>(["a", "b"]),
        };
        text.Contributions("x", 0).ShouldAllBe(c => c.StandardError == null);
        text.PlaysByName(0).ShouldBeFalse();
        text.LargestPlayers(0, 1).ShouldHaveSingleItem().Name.ShouldBe("x[0,0]");
    }

    [Fact]
    public void GroupsOfColumns_AreNamedByTheirNumber()
    {
        var ids = ImmutableDictionary<string, Tensor>.Empty.Add("x", Tensor.Vector(7L, 3, 7));
        var explanation = Of(PlayerDivision.Given(ids), [1, 3], 1, 5) with { Columns = Named<string>("a", "b", "c") };
        explanation.LargestPlayers(0, 9).Select(p => p.Name).ShouldBe(["id 7", "id 3"]);
        explanation.PlaysByName(0).ShouldBeFalse();
        ExplanationPage.Of(explanation).ToHtml().ShouldContain("id 7");
    }

    [Fact]
    public void SeveralFeatures_AreNamedBeforeTheirPlayers()
    {
        var one = Of(PlayerDivision.Columns, [1, 1], 5);
        var two = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("a", Row(2)), KeyValuePair.Create("b", Row(2))]
        );
        var players = new PlayerValues(PlayerDivision.Columns.Of(two), [1, 2, 3, 4], [0, 0, 0, 0]);
        var both = one with { Attribution = one.Attribution with { Values = two, Players = [players] } };
        both.LargestPlayers(0, 2).Select(p => p.Name).ShouldBe(["b: column 1", "b: column 0"]);

        static Tensor Row(int width) => Tensor.Filled(ElementType.Float64, [1, width], 0);
    }

    [Fact]
    public void RelativeError_IsTheRatioOfTheNorms()
    {
        // √(4·0.1²) / √(1 + 4 + 4 + 16) = 0.2 / 5.
        Of(PlayerDivision.Columns, [1, 4], 1, 2, 2, 4).RelativeError(0).ShouldBe(0.04, 1e-12);
        var nothingDrawn = Of(PlayerDivision.Columns, [1, 2], 1, 2);
        var plain = nothingDrawn with
        {
            Attribution = nothingDrawn.Attribution with
            {
                Players = [],
                StandardErrors = ImmutableSortedDictionary<string, Tensor>.Empty,
            },
        };
        plain.RelativeError(0).ShouldBe(double.NaN);
        plain.LargestPlayers(0, 5).ShouldBeEmpty();
    }

    [Fact]
    public void Arrays_FillUpWhereExamplesHaveFewerPlayers()
    {
        using var folder = new TemporaryFolder();
        var two = Tensor.Of([1.0, 2, 3, 4], 2, 2);
        PlayerPartition Partition(params ImmutableArray<int> ids) =>
            new(ids.Max() + 1, ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty.Add("x", ids));
        var attribution = Of(PlayerDivision.Columns, [1, 2], 1, 2).Attribution with
        {
            Values = ImmutableSortedDictionary<string, Tensor>.Empty.Add("x", two),
            StandardErrors = ImmutableSortedDictionary<string, Tensor>.Empty.Add("x", two),
            Players = [new(Partition(0, 1), [1, 2], [0.5, 0.5]), new(Partition(0, 0), [7], [0.25])],
        };
        ExplanationArrays.Save(attribution, folder["why.npz"]);
        var arrays = Npz.Read(folder["why.npz"]);
        arrays["standard_error/x"].ToDoubles().ShouldBe([1, 2, 3, 4]);
        arrays["players/x"].ToLongs().ShouldBe([0, 1, 0, 0]);
        arrays["player_values"].Shape.ShouldBe([2, 2]);
        arrays["player_values"].ToDoubles().ShouldBe([1, 2, 7, double.NaN]);
        arrays["player_standard_errors"].ToDoubles().ShouldBe([0.5, 0.5, 0.25, double.NaN]);
    }

    [Fact]
    public void Page_SaysWhereCompletenessIsNotClaimed()
    {
        var complete = Of(PlayerDivision.Patches(2, 2), [1, 1, 4, 4], 1, -4, 3, 2);
        var html = ExplanationPage.Of(complete).ToHtml();
        html.ShouldContain("The 4 largest of 4 players");
        html.ShouldContain("up to the completeness gap");
        var raw = complete with
        {
            Attribution = complete.Attribution with { CompletenessGap = Tensor.Vector(double.NaN) },
        };
        ExplanationPage.Of(raw).ToHtml().ShouldContain("do not add up");
    }

    private static ImmutableDictionary<string, ImmutableArray<T>> Named<T>(params ImmutableArray<T> names) =>
        ImmutableDictionary<string, ImmutableArray<T>>.Empty.Add("x", names);

    /// <summary>Players of a feature x of zeros, each with an error of 0.1; elements have errors of 9 where they are not columns.</summary>
    private static Explanation Of(PlayerDivision division, long[] shape, params ImmutableArray<double> values)
    {
        var zeros = Tensor.Filled(ElementType.Float64, [.. shape], 0);
        var features = ImmutableSortedDictionary<string, Tensor>.Empty.Add("x", zeros);
        var errors = shape.Length == 2 ? 0.1 : 9;
        return new Explanation
        {
            Model = "net",
            Attribution = new Attribution
            {
                Values = features,
                StandardErrors = ImmutableSortedDictionary<string, Tensor>.Empty.Add(
                    "x",
                    Tensor.Filled(ElementType.Float64, [.. shape], errors)
                ),
                Players = [new(division.Of(features), values, [.. Enumerable.Repeat(0.1, values.Length)])],
                Output = Tensor.Vector(1.0),
                BaselineOutput = Tensor.Vector(0.0),
                CompletenessGap = Tensor.Vector(0.0),
                Entries = [0],
                Scores = Tensor.Vector(1.0),
                Provenance = new Provenance(
                    "shapley-ig",
                    ImmutableSortedDictionary<string, string>.Empty.Add("target", "0"),
                    0,
                    0
                ),
            },
        };
    }
}
