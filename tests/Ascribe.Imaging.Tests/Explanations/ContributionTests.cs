using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Explanations;

public sealed class ContributionTests
{
    [Fact]
    public void Columns_NameTheEntriesOfARow()
    {
        var explanation = Of(Tensor.Of([1.0, -2.0, 3.0, 4.0], 2, 2)) with { Columns = Named("age", "weight") };
        explanation.Contributions("x", 1).ShouldBe([new("age", 3), new("weight", 4)]);
        explanation.HasNames("x").ShouldBeTrue();
    }

    [Fact]
    public void Columns_OfASequence_CarryTheStep()
    {
        var explanation = Of(Tensor.Of([1.0, 2, 3, 4], 1, 2, 2)) with { Columns = Named("number", "mark") };
        explanation
            .Contributions("x", 0)
            .Select(c => c.Name)
            .ShouldBe(["number[0]", "mark[0]", "number[1]", "mark[1]"]);
    }

    [Fact]
    public void Tokens_TakeTheSumOfTheirRow_AndLeaveThePaddingOut()
    {
        var explanation = Of(Tensor.Of([1.0, 2, -4, 1, 9, 9], 1, 3, 2)) with
        {
            Tokens = ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>>.Empty.Add(
                "x",
                [
                    ["a", "##b"],
                ]
            ),
        };
        explanation.Contributions("x", 0).ShouldBe([new("a", 3), new("##b", -3)]);
        explanation.Sums(0).ShouldBe((3, -3));
        var html = ExplanationPage.Of(explanation).ToHtml();
        html.ShouldContain(">a</span><span");
        html.ShouldContain(">b</span>");
    }

    [Fact]
    public void Entries_WithoutNames_AreCalledByTheirPlace()
    {
        var explanation = Of(Tensor.Of([1.0, 2, 3, 4], 1, 2, 2));
        explanation.Contributions("x", 0)[2].ShouldBe(new NamedContribution("x[1,0]", 3));
        Of(Tensor.Of([5.0], 1)).Contributions("x", 0).ShouldBe([new("x", 5)]);
        explanation.HasNames("x").ShouldBeFalse();
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> Named(params ImmutableArray<string> columns) =>
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add("x", columns);

    private static Explanation Of(Tensor contributions)
    {
        var examples = (int)contributions.Shape[0];
        var number = Tensor.Vector(new double[examples]);
        return new Explanation
        {
            Model = "net",
            Attribution = new Attribution
            {
                Values = ImmutableSortedDictionary<string, Tensor>.Empty.Add("x", contributions),
                Output = number,
                BaselineOutput = number,
                CompletenessGap = number,
                Entries = [.. new long[examples]],
                Scores = number,
                Provenance = new Provenance(
                    "integrated-gradients",
                    ImmutableSortedDictionary<string, string>.Empty.Add("target", "0"),
                    0,
                    0
                ),
            },
        };
    }
}
