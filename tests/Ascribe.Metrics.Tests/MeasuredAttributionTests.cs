namespace Ascribe.Metrics.Tests;

public sealed class MeasuredAttributionTests
{
    [Fact]
    public void Evaluations_AreThoseOfTheMethod()
    {
        using var linear = Scored.Linear([1, 2, 3], [1, 1, 1], [2, 2, 2]);
        var gradients = MeasuredAttribution.Of(new Saliency(), linear.Network, linear.Question);
        (gradients.GradientEvaluations, gradients.ModelEvaluations).ShouldBe((2, 0));
        var ablation = MeasuredAttribution.Of(new FeatureAblation(), linear.Network, linear.Question);
        (ablation.GradientEvaluations, ablation.ModelEvaluations).ShouldBe((0, 2 * (3 + 2)));
        ablation.Attribution.Values["x"].ToDoubles().ShouldBe([1, 2, 3, 2, 4, 6], 1e-6);
    }
}
