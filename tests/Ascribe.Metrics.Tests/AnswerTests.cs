using Ascribe.Onnx;

namespace Ascribe.Metrics.Tests;

/// <summary>What does not answer the question is refused in one line.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void AttributionOfAnotherFeature_IsRefused()
    {
        using var layer = Scored.Pictures(1, "relu1");
        using var input = Scored.Pictures(1);
        Refused(input, layer.Explain()).ShouldContain("about relu1, but the question about x");
    }

    [Fact]
    public void AttributionOfOtherExamples_IsRefused()
    {
        using var one = Scored.Pictures(1);
        using var two = Scored.Pictures(2);
        Refused(two, one.Explain()).ShouldContain("float[1,2,8,8]");
    }

    [Fact]
    public void Contributions_ThatAreNoNumbers_AreRefused()
    {
        using var linear = Scored.Linear([1, 2], [1, 1]);
        Refused(linear, linear.Saying(1, double.NaN)).ShouldContain("entry 1");
    }

    private static string Refused(Scored scored, Attribution attribution)
    {
        Score[] scores = [new Deletion(), new CompletenessGap(), new MaxSensitivity(new IntegratedGradients())];
        var messages = scores.Select(s => Should.Throw<ModelException>(() => scored.By(s, attribution)).Message);
        return messages.Take(2).Distinct(StringComparer.Ordinal).Single();
    }
}
