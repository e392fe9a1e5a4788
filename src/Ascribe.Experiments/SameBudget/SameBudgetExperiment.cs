using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Experiments.GridWorld;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.SameBudget;

/// <summary>Estimators of Shapley values, those by gradients among them, at the same budget against exact values.</summary>
public sealed record SameBudgetExperiment : Experiment
{
    private const int TruthParts = 40;

    /// <inheritdoc/>
    public override string Name => "estimators";

    /// <inheritdoc/>
    public override string Description =>
        "Estimators of Shapley values, Shapley integrated gradients among them, at the same budget against exact values.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default)
    {
        var plan = options.Quick ? SameBudgetPlan.Quick : SameBudgetPlan.Full;
        return Run(plan, Makers(plan), options, cancellation);
    }

    /// <summary>Runs as much of it as a plan says, on the models given.</summary>
    internal static ExperimentReport Run(
        SameBudgetPlan plan,
        ImmutableArray<(string Name, bool Images, Func<BenchSource, BenchCase?> Make)> makers,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var parts = new Parts(
            (long)makers.Length * (TruthParts + Contender.All.Length * plan.Budgets.Length),
            options.Progress
        );
        var results = ImmutableArray.CreateBuilder<CaseResult>();
        var missing = new List<string>();
        foreach (var (name, images, make) in makers)
        {
            var source = new BenchSource(
                options.Data,
                options.Seed,
                new PartialProgress(parts, TruthParts),
                cancellation
            );
            using var bench = make(source);
            if (bench is null)
                missing.Add(name);
            else
                results.Add(Measure(bench, plan, images, options.Seed, parts, cancellation));
        }
        return new ExperimentReport(
            "Shapley values at the same budget",
            "How far are estimators from the exact Shapley values when each may ask the model equally often? And how good are Shapley integrated gradients as one of them?",
            [.. Conclusions.Of(results.ToImmutable()), .. results.Select(r => r.ToFinding())]
        )
        {
            SetUp = SetUpTexts,
            Facts =
            [
                new("Version", options.Quick ? "quick: fewer budgets, seeds and models, smaller games" : "full"),
                new("Budgets", string.Join(", ", plan.Budgets)),
                new(
                    "Seeds",
                    $"{plan.Seeds} for estimators by values; for those by gradients {plan.GradientSeeds.Small}, of image models {plan.GradientSeeds.Images}"
                ),
                new("Left out for want of data", missing.Count == 0 ? "nothing" : string.Join(", ", missing)),
                new("Time", $"{Numbers.Fixed(clock.Elapsed.TotalSeconds, 0)} s"),
            ],
        };
    }

    private static ImmutableArray<string> SetUpTexts { get; } =
    [
        "Each model is asked about one example, and every coalition of its players is evaluated, so that the exact Shapley values are known. A missing player takes the baseline: zeros in the model's own input space, which is the mean of a standardized table and the mean color or black of a picture.",
        "The budget counts evaluations of the model. Estimators by values pay one for each coalition. A gradient counts as three: one way there and about two back. Shapley integrated gradients (10 points a baseline) are divided by the number of baselines that lack a player, since those that have it can only give it zero; Block Shapley integrated gradients take 4 blocks of 3 points. Expected gradients have the baseline as their only reference, so that they converge to integrated gradients. What elements contribute is summed over each player.",
        "The error is ‖φ̂ − φ‖²/‖φ‖², averaged over seeds; intervals are 95 % of the mean by Student's t. Effective Shapley values claim only ratios between players, so that only their ranks are compared. An estimator that cannot work with so small a budget has no number.",
    ];

    private static ImmutableArray<(string Name, bool Images, Func<BenchSource, BenchCase?> Make)> Makers(
        SameBudgetPlan plan
    )
    {
        var small = GridWorldSetting.All[1];
        var large = GridWorldSetting.All[3];
        List<(string, bool, Func<BenchSource, BenchCase?>)> makers =
        [
            ($"GridWorld {small}", false, s => BenchCases.GridWorld(small, s)),
            ($"GridWorld {large}", false, s => BenchCases.GridWorld(large, s)),
            ("Tumors", false, BenchCases.Tumors),
            ("face-expression", true, s => BenchCases.Face(plan, s)),
        ];
        if (plan.SqueezeNet)
            makers.Add(("SqueezeNet", true, s => BenchCases.SqueezeNet(plan, s)));
        return [.. makers];
    }

    private static CaseResult Measure(
        BenchCase bench,
        SameBudgetPlan plan,
        bool images,
        int firstSeed,
        Parts parts,
        CancellationToken cancellation
    )
    {
        var outcomes = ImmutableArray.CreateBuilder<Outcome>();
        foreach (var contender in Contender.All)
        foreach (var budget in plan.Budgets)
        {
            var seeds =
                !contender.TakesGradients ? plan.Seeds
                : images ? plan.GradientSeeds.Images
                : plan.GradientSeeds.Small;
            var results = new Outcome?[seeds];
            // Gradients take all processors by themselves; tables are looked up side by side.
            Parallel.For(
                0,
                seeds,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = contender.TakesGradients ? 1 : Environment.ProcessorCount,
                    CancellationToken = cancellation,
                },
                i => results[i] = Try(bench, contender, budget, firstSeed + i, cancellation)
            );
            outcomes.AddRange(results.OfType<Outcome>());
            parts.Done(1);
        }
        return new CaseResult(bench.Name, bench.FileName, plan.Budgets, outcomes.ToImmutable());
    }

    private static Outcome? Try(
        BenchCase bench,
        Contender contender,
        long budget,
        int seed,
        CancellationToken cancellation
    )
    {
        if (contender.Estimate(bench, budget, seed, cancellation) is not var (values, cost))
            return null;
        var error = values.Zip(bench.Shapley, (a, b) => (a - b) * (a - b)).Sum() / bench.Shapley.Sum(v => v * v);
        return new Outcome(
            contender,
            budget,
            seed,
            cost,
            contender.OnlyRatios ? double.NaN : error,
            Correlation.Spearman(values, bench.Shapley)
        );
    }

    /// <summary>The progress of a part of the work, told as so many parts of the whole.</summary>
    private sealed class PartialProgress(Parts whole, int share) : IProgress<Progress>
    {
        private long told;

        public void Report(Progress value)
        {
            var reached = share * value.Done / Math.Max(1, value.Total);
            whole.Done(reached - told);
            told = reached;
        }
    }
}
