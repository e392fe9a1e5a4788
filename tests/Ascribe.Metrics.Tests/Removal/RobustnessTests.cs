using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Metrics.Tests.Removal;

public sealed class RobustnessTests
{
    [Fact]
    public void NeuronThatIsAllOfTheTarget_LeavesNothing_AndOneThatIsNothing_Everything()
    {
        using var linear = Scored.Linear([0, 3, 0], [1, 2, 1]);
        linear.By(new Robustness(), linear.Saying(0, 6, 0)).Values.ShouldBe([1]);
        linear.By(new Robustness(), linear.Saying(1, 0, 0)).Values.ShouldBe([0]);
    }

    [Fact]
    public void TargetNotAboveZero_IsNaNAndSaysWhatToDo()
    {
        using var linear = Scored.Linear([1, 1], [-1, -1], [0, 0], [1, 1]);
        var result = linear.By(new Robustness(), linear.Saying(1, 2, 1, 2, 1, 2));
        result.Values.ShouldBe([double.NaN, double.NaN, 0.5]);
        var warning = result.Warnings.Single();
        warning.Kind.ShouldBe(WarningKind.UndefinedScore);
        warning.Examples.ShouldBe([0, 1]);
        warning.Text.ShouldContain("logit");
    }

    [Theory]
    [InlineData(0.05, null, new[] { 0, 12 })]
    [InlineData(0.3, null, new[] { 0, 32, 64, 76 })]
    [InlineData(0.05, 3, new[] { 0, 4, 8, 12 })]
    [InlineData(0.05, 50, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    [InlineData(0.001, null, new[] { 0, 1 })]
    public void Steps_AreHalfAMapOrAsManyAsAskedFor_UntilTheShare(double share, int? steps, int[] replaced)
    {
        using var pictures = Scored.Pictures(1, "relu1");
        var score = new Robustness { Share = share, Steps = steps };
        var curve = pictures.By(score, pictures.Explain()).Curves.Single();
        curve.Positions.ShouldBe(replaced.Select(r => r / 256.0), 1e-12);
    }

    [Fact]
    public void Layer_LosesWhatBruteForceLosesBehindIt()
    {
        // A positive target behind a layer of 2×4×4: what lies behind is run by itself, one mixture at a time.
        static Value Behind(Value h)
        {
            var pooled = Relu(h.Builder.Emit("AveragePool", [h], Attributes.None.With("kernel_shape", new[] { 2, 2 })));
            return ReduceSum(pooled * pooled, [1, 2, 3], keepDims: false) + 0.5;
        }
        using var whole = Scored.Of(
            SmallModels.Of(b =>
                Behind(b.Emit("Tanh", [b.Input("x", ElementType.Float32, Dim.Batch, 2, 4, 4) * 2], hint: "layer"))
            ),
            "layer",
            SmallModels.Random(51, 2, 2, 4, 4),
            Target.At()
        );
        using var behind = Scored.Of(
            SmallModels.Of(b => Behind(b.Input("x", ElementType.Float32, Dim.Batch, 2, 4, 4))),
            "x",
            whole.Explain(new Activation()).Values["layer"],
            Target.At()
        );
        var attribution = whole.Explain();
        var curves = whole.By(new Robustness { Share = 0.5 }, attribution).Curves;
        for (var e = 0; e < 2; e++)
        {
            var layer = behind.Row(e);
            var ranked = Scored.Ranked(attribution.Values["layer"].Rows(e, 1).ToDoubles());
            var output = behind.Run(layer)[0];
            var expected = new[] { 0, 8, 16 }.Select(count =>
            {
                var replaced = ranked.Take(count).ToHashSet();
                return (output - behind.Run(layer.Select((v, i) => replaced.Contains(i) ? 0 : v))[0]) / output;
            });
            Distance.Largest(curves[e].Values.AsSpan(), [.. expected]).ShouldBeLessThan(1e-5);
        }
    }
}
