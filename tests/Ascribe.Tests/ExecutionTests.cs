using Ascribe.Onnx;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class ExecutionTests
{
    private static readonly Question AboutPictures = new(Inputs(("x", SmallModels.Random(61, 8, 2, 8, 8))));

    [Fact]
    public void MicroBatchAndWorkers_WhateverTheyAre_ChangeNothing()
    {
        using var network = new Network(SmallModels.Cnn);
        var method = new IntegratedGradients();
        var expected = method.Explain(network, AboutPictures, new Execution { MicroBatch = 1, Workers = 1 });
        foreach (var microBatch in new[] { 1, 3, 7, 50 })
        foreach (var workers in new[] { 1, 2, 4 })
        {
            var execution = new Execution { MicroBatch = microBatch, Workers = workers };
            var actual = method.Explain(network, AboutPictures, execution);
            Distance.RelativeL2(actual.Of("x"), expected.Of("x")).ShouldBeLessThan(1e-6);
            Distance.Largest(actual.Output.ToDoubles(), expected.Output.ToDoubles()).ShouldBeLessThan(1e-6);
        }
    }

    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("MeanVarianceNormalization")]
    [InlineData("Softmax")]
    public void ModelThatJoinsExamples_AnswersAboutEachAlone(string op)
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2, 2, 3);
            var joined = op switch
            {
                "Softmax" => Op.Unary(op, x, Attributes.None.With("axis", 0)),
                // Where nothing varies, as in a baseline of zeros, ONNX Runtime's kernel gives no number.
                "MeanVarianceNormalization" => Op.Unary(op, x + b.Constant(SmallModels.Random(63, 1, 2, 2, 3))),
                _ => Op.Binary(op, x, b.Longs(0)),
            };
            return Op.Reshape(Op.Tanh(x) * joined + x, -1, 12);
        });
        var examples = SmallModels.Random(62, 3, 2, 2, 3);
        var together = Integrate(model, new Question(Inputs(("x", examples))) { Target = Target.Class(1) }).Of("x");
        for (var i = 0; i < 3; i++)
        {
            var question = new Question(Inputs(("x", examples.Rows(i, 1)))) { Target = Target.Class(1) };
            var alone = Integrate(model, question, execution: new Execution { MicroBatch = 1 }).Of("x");
            Distance.Largest([.. together.Skip(12 * i).Take(12)], alone).ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void Workers_HoweverMany_GiveTheSameBits()
    {
        using var network = new Network(SmallModels.Cnn);
        var one = With(1);
        foreach (var workers in new[] { 2, 3, 4, 4, 4 })
            With(workers).ContentEquals(one).ShouldBeTrue();

        Tensor With(int workers) =>
            new IntegratedGradients()
                .Explain(network, AboutPictures, new Execution { MicroBatch = 4, Workers = workers })
                .Values["x"];
    }

    [Fact]
    public void Examples_TogetherOrAlone_GetTheSame()
    {
        var together = Integrate(SmallModels.Cnn, AboutPictures);
        for (var e = 0; e < 8; e++)
        {
            var alone = Integrate(SmallModels.Cnn, new Question(Inputs(("x", AboutPictures.Inputs["x"].Rows(e, 1)))));
            Distance.RelativeL2(together.Values["x"].Rows(e, 1).ToDoubles(), alone.Of("x")).ShouldBeLessThan(1e-6);
            together.Entries[e].ShouldBe(alone.Entries[0]);
        }
    }

    [Fact]
    public void Progress_Rises_AndReachesItsTotal()
    {
        var reports = new Reports();
        Integrate(
            SmallModels.Cnn,
            AboutPictures,
            50,
            new Execution
            {
                MicroBatch = 7,
                Workers = 3,
                Progress = reports,
            }
        );
        // Fifty points and the baseline, for eight examples.
        reports.Seen.ShouldAllBe(p => p.Total == 51 * 8);
        reports.Seen.Count.ShouldBe(8 * 8);
        reports.Seen.Zip(reports.Seen.Skip(1)).ShouldAllBe(p => p.First.Done < p.Second.Done);
        reports.Seen[^1].Done.ShouldBe(51 * 8);
    }

    [Fact]
    public void Cancellation_BeforeTheStart_StartsNothing()
    {
        using var network = new Network(SmallModels.Cnn);
        var reports = new Reports();
        Should.Throw<OperationCanceledException>(() =>
            new IntegratedGradients().Explain(
                network,
                AboutPictures,
                new Execution { Progress = reports },
                new CancellationToken(canceled: true)
            )
        );
        reports.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Cancellation_OnTheWay_EndsTheWorkAndLeavesTheNetworkUsable(int workers)
    {
        using var network = new Network(SmallModels.Cnn);
        using var source = new CancellationTokenSource();
        var reports = new Reports(_ => source.Cancel());
        var execution = new Execution
        {
            MicroBatch = 1,
            Workers = workers,
            Progress = reports,
        };
        Should.Throw<OperationCanceledException>(() =>
            new IntegratedGradients { Steps = 100_000, Quadrature = Quadrature.RiemannMiddle }.Explain(
                network,
                AboutPictures,
                execution,
                source.Token
            )
        );
        reports.Seen.Count.ShouldBeLessThan(100);
        var again = new IntegratedGradients().Explain(network, AboutPictures);
        Distance
            .RelativeL2(again.Of("x"), Integrate(SmallModels.Cnn, AboutPictures, 50).Of("x"))
            .ShouldBeLessThan(1e-6);
    }
}
