using Ascribe.Onnx;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class MemoryPlanTests
{
    private const long Megabyte = 1 << 20;
    private const long Enough = 1L << 40;

    [Fact]
    public void Rows_AreAsManyAsFitIntoARun() =>
        Plan(new Execution { MemoryPerRun = 64 * Megabyte, MemoryLimit = Enough }).Rows.ShouldBe(6);

    [Fact]
    public void RowsThatArePrescribed_ArePlanned() =>
        Plan(new Execution { MicroBatch = 50, MemoryLimit = Enough }).Rows.ShouldBe(50);

    [Fact]
    public void ExamplesThatInfluenceEachOther_RunAlone() =>
        MemoryPlan.Of(0, 0, true, Megabyte, new Execution { MicroBatch = 50 }, oneAtATime: true).Rows.ShouldBe(1);

    [Fact]
    public void LimitThatIsTight_TakesRowsFirstAndThenWorkers()
    {
        var fixedBytes = Plan(new Execution { MemoryLimit = Enough }).Fixed;
        var execution = new Execution { Workers = 4, MemoryPerRun = 64 * Megabyte };
        var fewer = Plan(execution with { MemoryLimit = fixedBytes + 100 * Megabyte });
        (fewer.Rows, fewer.Workers).ShouldBe((2, 4));
        fewer.Peak.ShouldBeLessThanOrEqualTo(fixedBytes + 100 * Megabyte);
        var alone = Plan(execution with { MemoryLimit = fixedBytes + 25 * Megabyte });
        (alone.Rows, alone.Workers).ShouldBe((1, 2));
        var least = Plan(execution with { MemoryLimit = 20 * Megabyte });
        (least.Rows, least.Workers).ShouldBe((1, 1));
    }

    [Fact]
    public void RowThatIsLargerThanTheLimit_IsRefused() =>
        Should
            .Throw<ModelException>(() => Plan(new Execution { MemoryLimit = 5 * Megabyte }))
            .Message.ShouldBe(
                "what the graph computes for a single example takes 10 MiB at a time and does not fit into the memory limit of 5 MiB; raise it by --max-memory."
            );

    [Fact]
    public void Limit_ChangesNoResult()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = new Question(Inputs(("x", SmallModels.Random(61, 3, 2, 8, 8))));
        var method = new IntegratedGradients();
        var expected = method.Explain(network, question).Of("x");
        var actual = method.Explain(network, question, new Execution { MemoryLimit = 1 * Megabyte }).Of("x");
        Distance.RelativeL2(actual, expected).ShouldBeLessThan(1e-6);
    }

    /// <summary>Ten megabytes a row, and twenty of weights, which take thirty in runs.</summary>
    private static MemoryPlan Plan(Execution execution) =>
        MemoryPlan.Of(20 * Megabyte, 30 * Megabyte, isGradient: true, 10 * Megabyte, execution, oneAtATime: false);
}
