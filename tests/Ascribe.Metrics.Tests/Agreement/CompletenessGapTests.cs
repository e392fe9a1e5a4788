namespace Ascribe.Metrics.Tests.Agreement;

public sealed class CompletenessGapTests
{
    [Fact]
    public void Gap_IsWhatIsMissing()
    {
        using var linear = Scored.Linear([1, 2, 3], [1, 1, 1], [2, 0, 1]);
        // F(x) − F(0) is 6 and 5.
        linear.By(new CompletenessGap(), linear.Saying(1, 2, 3, 2, 0, 4)).Values.ShouldBe([0, 1]);
        linear
            .By(new CompletenessGap { Relative = true }, linear.Saying(1, 2, 0, 0, 0, 0))
            .Values.ShouldBe([0.5, 1], 1e-12);
    }

    [Fact]
    public void StatedBaselineOutput_IsTaken_AndAMissingOneEvaluated()
    {
        using var pictures = Scored.Pictures(2);
        var integrated = pictures.Explain();
        var stated = pictures.By(new CompletenessGap(), integrated);
        stated.Evaluations.ShouldBe(0);
        stated.Values.ShouldBe(integrated.CompletenessGap.ToDoubles().Select(Math.Abs), 1e-5);
        var unstated = integrated with { BaselineOutput = Tensor.Vector(float.NaN, float.NaN) };
        var evaluated = pictures.By(new CompletenessGap(), unstated);
        evaluated.Evaluations.ShouldBe(2);
        evaluated.Values.ShouldBe(stated.Values, 1e-5);
    }

    [Fact]
    public void Relative_WithoutADifference_IsNaNAndSaysWhy()
    {
        using var linear = Scored.Linear([1, 2], [0, 0]);
        var result = linear.By(new CompletenessGap { Relative = true }, linear.Saying(1, 1));
        result.Values.ShouldBe([double.NaN]);
        result.Warnings.Single().Kind.ShouldBe(WarningKind.UndefinedScore);
    }
}
