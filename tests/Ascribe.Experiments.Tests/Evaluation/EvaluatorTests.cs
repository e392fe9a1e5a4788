using Ascribe.Experiments.Evaluation;
using Ascribe.Metrics;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Evaluation;

public sealed class EvaluatorTests : IDisposable
{
    private readonly LinearEvaluation evaluation = new();

    public void Dispose() => evaluation.Dispose();

    [Fact]
    public void Scores_AreThoseFoundByHand()
    {
        var result = evaluation.Run();
        double[] zero = [8.5 / 3, 6.5 / 3, 0.75 / 3];
        double[] one = [9.5 / 3, 6.5 / 3, 0.75 / 3];
        double[] saliency = [8.5 / 3, 7.5 / 3, 1.25 / 3];
        foreach (var (place, values) in new[] { zero, one, saliency }.Index())
            result.Of(result.Plan.Candidates[place], result.Plan.Criteria[0]).ShouldBe(values, 1e-5);
        result.Of(result.Plan.Candidates[1], result.Plan.Criteria[1]).ShouldBe([0, 0, 0], 1e-5);
        result.Of(result.Plan.Candidates[2], result.Plan.Criteria[1]).ShouldBe([3, 1, 3.5], 1e-5);
    }

    /// <summary>What sets do is found once for all who replace alike; each candidate has the score that it has by itself.</summary>
    [Fact]
    public void SensitivityN_SharesItsSets_AndNotItsScores()
    {
        NamedBaseline[] baselines = [new("zero", Baseline.Zero), new("one", Baseline.Constant(1))];
        Candidate[] candidates =
        [
            .. new Candidate("ig", new IntegratedGradients()).Against(baselines),
            .. new Candidate("saliency", new Saliency()).Against(baselines),
            new("gradient-x-input", new GradientTimesInput()),
        ];
        var score = new SensitivityN { Sizes = 2, Coalitions = 12 };
        var result = evaluation.Run(new EvaluationPlan([.. candidates], [new ScoreCriterion(score)]));
        foreach (var candidate in candidates)
            result
                .Of(candidate, result.Plan.Criteria[0])
                .ShouldBe(LinearEvaluation.Rows.Where(r => r.Length > 0).Select(r => Alone(candidate, r)), 1e-9);

        double Alone(Candidate candidate, float[] row)
        {
            var question = candidate.Baseline?.Of(evaluation.Ask(row)) ?? evaluation.Ask(row);
            var attribution = candidate.Method.Explain(evaluation.Network, question);
            return score.Evaluate(evaluation.Network, question, attribution).Values[0];
        }
    }

    [Fact]
    public void Unreadable_IsSkipped_AndCounted()
    {
        var result = evaluation.Run();
        result.Values.Length.ShouldBe(3);
        result.Skipped.ShouldBe([new SkippedExample("row, 1", "a row is empty.")]);
        evaluation.Remarks.ShouldBe(["skipped: a row is empty."]);
        File.ReadLines(evaluation["scores.csv"]).Count().ShouldBe(1 + 3 * 3 * 2);
        File.ReadAllText(evaluation["scores.csv"]).ShouldNotContain("row, 1");
    }

    [Fact]
    public void Nothing_Readable_IsAnError() =>
        Should
            .Throw<ModelException>(() =>
                evaluation.Run(
                    rows:
                    [
                        [],
                        [],
                    ]
                )
            )
            .Message.ShouldBe("none of 2 examples can be read; the first: a row is empty.");

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.03)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(0.99)]
    public void Resumed_AfterACut_EqualsAnUninterruptedRun(double share)
    {
        using var whole = new LinearEvaluation();
        var expected = whole.Run();
        evaluation.Run();
        foreach (var file in new[] { "scores.csv", "curves-by-example.csv" })
        {
            using var stream = File.OpenWrite(evaluation[file]);
            // Curves are kept first, so that no cut leaves more scores than curves.
            stream.SetLength((long)(stream.Length * (file == "scores.csv" ? share : (1 + share) / 2)));
        }
        var resumed = evaluation.Run();
        evaluation.Kept().ShouldBe(whole.Kept());
        resumed.Values.Select(v => v.ToArray()).ShouldBe(expected.Values.Select(v => v.ToArray()));
        resumed.Curves.Select(c => c.Points.ToArray()).ShouldBe(expected.Curves.Select(c => c.Points.ToArray()));
    }

    [Fact]
    public void Cancelled_KeepsWhatIsDone_AndGoesOn()
    {
        using var whole = new LinearEvaluation();
        whole.Run();
        using var source = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() =>
            evaluation.Run(rows: CancelBefore(2, source), cancellation: source.Token)
        );
        File.ReadLines(evaluation["scores.csv"]).Count().ShouldBe(1 + 3 * 2);
        evaluation.Run();
        evaluation.Kept().ShouldBe(whole.Kept());
    }

    [Fact]
    public void Finished_ReadsNothingAgain_AndMoreExamplesGoOn()
    {
        evaluation.Run(rows: LinearEvaluation.Rows[..2]);
        evaluation.Run(rows: LinearEvaluation.Rows[..2]);
        evaluation.Read.ShouldBe(2);
        evaluation.Run().Values.Length.ShouldBe(3);
        evaluation.Read.ShouldBe(4);
        Should
            .Throw<ModelException>(() => evaluation.Run(rows: LinearEvaluation.Rows[..2]))
            .Message.ShouldContain("holds 4 examples already, but 2 are given");
    }

    [Fact]
    public void OtherSettings_AreRefused_AndRestartBegins()
    {
        evaluation.Run();
        var other = LinearEvaluation.Plan with { Candidates = LinearEvaluation.Plan.Candidates[..1] };
        Should
            .Throw<ModelException>(() => evaluation.Run(other))
            .Message.ShouldContain("holds an evaluation with other settings (other candidates); restart it");
        evaluation.Run(other, restart: true).Plan.Candidates.Length.ShouldBe(1);
        File.ReadLines(evaluation["scores.csv"]).Count().ShouldBe(1 + 3 * 2);
    }

    [Fact]
    public void OtherExamples_AreRefused()
    {
        evaluation.Run(rows: LinearEvaluation.Rows[..1]);
        using var stream = File.AppendText(evaluation["scores.csv"]);
        stream.Write("1,another,ig,zero,,deletion,1\n1,another,ig,zero,,gap,1\n");
        stream.Write("1,another,ig,one,,deletion,1\n1,another,ig,one,,gap,1\n");
        stream.Write("1,another,saliency,,,deletion,1\n1,another,saliency,,,gap,1\n");
        stream.Close();
        Should
            .Throw<ModelException>(() => evaluation.Run())
            .Message.ShouldContain("example 1 was another and now is row, 1");
    }

    [Fact]
    public void Scores_OfNobodyKnowsWhat_AreRefused()
    {
        File.WriteAllText(evaluation["scores.csv"], "mine\n");
        Should.Throw<ModelException>(() => evaluation.Run()).Message.ShouldContain("but no plan.json");
        File.ReadAllText(evaluation["scores.csv"]).ShouldBe("mine\n");
    }

    [Fact]
    public void WhatFailsEverywhere_IsAnError_AndWhatFailsAlone_IsMissing()
    {
        Candidate nowhere = new("nowhere", new Saliency()) { Layer = "nowhere", Features = ["nowhere"] };
        var plan = LinearEvaluation.Plan;
        Should
            .Throw<ModelException>(() => evaluation.Run(plan with { Candidates = [nowhere] }))
            .Message.ShouldStartWith("nothing can be evaluated: the model has no value 'nowhere'");
        // Nothing was kept, so that nothing has to be thrown away.
        var result = evaluation.Run(plan with { Candidates = [.. plan.Candidates, nowhere] });
        result.Of(nowhere, plan.Criteria[0]).ShouldAllBe(v => double.IsNaN(v));
        evaluation.Remarks.Count(r => r.StartsWith("left out at row, 0", StringComparison.Ordinal)).ShouldBe(1);
        var row = result.Summarize().Last(r => r.Criterion == plan.Criteria[0]);
        (row.Estimate.Count, row.Estimate.Missing, row.Standing).ShouldBe((0, 3, Standing.Unknown));
    }

    [Fact]
    public void Costs_AreKept()
    {
        var plan = LinearEvaluation.Plan with { Criteria = [Criterion.Evaluations, Criterion.Time] };
        var result = evaluation.Run(plan);
        result.Of(plan.Candidates[0], Criterion.Evaluations).ShouldBe([4, 4, 4]);
        result.Of(plan.Candidates[2], Criterion.Evaluations).ShouldBe([1, 1, 1]);
        result.Of(plan.Candidates[0], Criterion.Time).ShouldAllBe(t => t > 0);
    }

    [Fact]
    public void OwnReplacement_IsTheCandidatesBaseline_AndMaxSensitivityTakesItsMethod()
    {
        var plan = LinearEvaluation.Plan with
        {
            Criteria =
            [
                new ScoreCriterion(new Infidelity { Samples = 20 }),
                new ScoreCriterion(new MaxSensitivity(new Saliency())),
            ],
        };
        var result = evaluation.Run(plan);
        // Contributions of a linear target tell the effect of every set that goes to the very baseline, and gradients never move.
        result.Of(plan.Candidates[1], plan.Criteria[0]).ShouldBe([0, 0, 0], 1e-8);
        result.Of(plan.Candidates[2], plan.Criteria[1]).ShouldBe([0, 0, 0], 1e-6);
        result.Of(plan.Candidates[0], plan.Criteria[1]).ShouldAllBe(v => v > 1e-4);
    }

    [Fact]
    public void TwoOfOneName_AreRefused()
    {
        var plan = LinearEvaluation.Plan;
        var twice = plan with { Candidates = [plan.Candidates[0], plan.Candidates[0]] };
        Should.Throw<ModelException>(() => evaluation.Run(twice)).Message.ShouldContain("ig against zero");
    }

    private static IEnumerable<float[]> CancelBefore(int number, CancellationTokenSource source)
    {
        foreach (var (place, row) in LinearEvaluation.Rows.Index())
        {
            if (place == number)
                source.Cancel();
            yield return row;
        }
    }
}
