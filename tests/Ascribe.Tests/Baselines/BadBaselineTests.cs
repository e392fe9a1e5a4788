using Ascribe.Onnx;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

/// <summary>Baselines that cannot be are refused in one line.</summary>
public sealed class BadBaselineTests
{
    private static readonly Tensor Row = SmallModels.Random(1, 2, 4);
    private static readonly Tensor Picture = SmallModels.Random(2, 2, 3, 4, 4);

    [Fact]
    public void SpatialBaselines_OfFeaturesWithoutPositions_AreRefused()
    {
        Refused(new BlurBaseline(), Row, "'x'", "[2,4]", "no spatial axes", "blur:10");
        Refused(new SurroundingBaseline(), Row, "'x'", "no spatial axes", "surrounding:8");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-4)]
    public void ChannelAxis_ThatIsNone_IsRefused(int axis)
    {
        Refused(new BlurBaseline { ChannelAxis = axis }, Picture, $"axis {axis}");
        Refused(new SurroundingBaseline { ChannelAxis = axis, Patch = 1 }, Picture, $"axis {axis}");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Sigma_OfNoSense_IsRefused(double sigma)
    {
        Refused(new BlurBaseline { Sigma = sigma }, Picture, $"{sigma}");
        Refused(new GaussianBaseline { Sigma = sigma }, Picture, $"{sigma}");
    }

    [Fact]
    public void Patch_WithNothingAround_IsRefused()
    {
        Refused(new SurroundingBaseline { Patch = 4 }, Picture, "nothing is around a patch of 4");
        Refused(new SurroundingBaseline { Patch = 0 }, Picture, "patch of 0");
        Refused(new SurroundingBaseline { Patch = 1, Margin = 0 }, Picture, "margin of 0");
    }

    [Fact]
    public void References_ThatAreNone_AreRefused()
    {
        foreach (
            var set in new[]
            {
                ReferenceSet.Of(),
                ReferenceSet.Of(SmallModels.Random(3, 0, 4)),
                ReferenceSet.OfInputs(),
            }
        )
        {
            Refused(new MeanBaseline(set), Row, "'x'", "empty");
            Refused(new RandomBaseline(set), Row, "'x'", "empty");
        }
    }

    [Fact]
    public void References_ThatDoNotFit_AreRefused()
    {
        Refused(new MeanBaseline(ReferenceSet.Of(SmallModels.Random(3, 5, 3))), Row, "[5,3]", "[R,4]");
        Refused(new RandomBaseline(ReferenceSet.Of(SmallModels.Random(3, 4))), Row, "[4]", "[R,4]");
        var inputs = Inputs(("x", SmallModels.Random(3, 5, 3)));
        Refused(new MeanBaseline(ReferenceSet.OfInputs(inputs)), Row, "'x'", "[5,3]", "[R,4]");
        var unknown = Inputs(("z", SmallModels.Random(3, 5, 4)));
        Refused(new MeanBaseline(ReferenceSet.OfInputs(unknown)), Row, "for z", "inputs are x");
    }

    [Fact]
    public void Baseline_ThatIsNotANumber_IsRefused()
    {
        using var network = new Network(SmallModels.Smooth);
        var values = Row.ToFloats();
        values[6] = float.NaN;
        var question = Question.About(network, Row);
        foreach (
            var baseline in new[]
            {
                Baseline.Given(Tensor.Of(values, 2, 4)),
                Baseline.Constant(double.NaN),
                new MeanBaseline(ReferenceSet.Of(Tensor.Of(values, 2, 4))),
                new NeutralBaseline { Decision = 0, Towards = Baseline.Given(Tensor.Of(values, 2, 4)) },
            }
        )
        {
            var message = Should
                .Throw<ModelException>(() => network.Baselines(question with { Baseline = baseline }))
                .Message;
            message.ShouldContain("the baseline of 'x' is NaN");
        }
    }

    [Fact]
    public void BaselineOfTheTarget_InFrontOfALayer_IsRefused()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(4, 1, 2, 8, 8)) with { Features = ["relu1"] };
        foreach (
            var baseline in new Baseline[]
            {
                new QuadraticMask(),
                new NeutralBaseline { Decision = 0 },
            }
        )
        {
            var asked = question with { Baseline = Baseline.AtInput(baseline) };
            Should.Throw<ModelException>(() => network.Baselines(asked)).Message.ShouldContain("explain 'x' itself");
        }
    }

    private static void Refused(Baseline baseline, Tensor value, params string[] said)
    {
        var message = Should.Throw<ModelException>(() => baseline.Of(Site.Of(value))).Message;
        message.ShouldNotContain('\n');
        message.Length.ShouldBeLessThan(300);
        foreach (var part in said)
            message.ShouldContain(part);
    }
}
