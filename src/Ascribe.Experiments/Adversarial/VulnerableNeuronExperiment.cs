using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Onnx;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Neurons that adversarial attacks work through, found by attribution and silenced: [OTB] section 5.6.</summary>
/// <remarks>
/// [OTB]: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022. Attacked photos are kept in
/// <see cref="ExperimentOptions.Folder"/>, and a full run that was interrupted goes on there.
/// </remarks>
public sealed record VulnerableNeuronExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "vulnerable-neurons";

    /// <inheritdoc/>
    public override string Description =>
        "Neurons that adversarial attacks work through, found by attribution and silenced: Figures 7 and 8. Needs --data.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default)
    {
        var plan = options.Quick ? VulnerablePlan.Quick : VulnerablePlan.Full;
        using var study = VulnerableStudy.Open(options.Data, plan);
        return Run(plan, study, options, cancellation);
    }

    /// <summary>Runs as much of it as a plan says, on the network and photos given.</summary>
    internal static ExperimentReport Run(
        VulnerablePlan plan,
        VulnerableStudy study,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var rows = RowsFolder.Open(options);
        var execution = new Execution { Seed = options.Seed, Progress = options.Progress };
        var parts = AttackArrangement.All.Length;
        ImmutableArray<VulnerableFindings> found =
        [
            .. AttackArrangement.All.Select(
                (a, i) => Arranged(a, plan, study, rows, execution.Part(i, parts), cancellation)
            ),
        ];
        return new ExperimentReport(
            "Neurons that attacks work through",
            "Are there a few neurons without which an adversarial picture is taken for what it is, and does attribution find them? After Shi, Li and Yamaguchi, “Output-targeted baseline for neuron attribution calculation”, 2022, section 5.6, with a network of our own choice.",
            [.. found.Select(f => f.Attacked()), .. found.SelectMany(f => f.Of())]
        )
        {
            SetUp = SetUpTexts(plan),
            Facts =
            [
                new("Version", options.Quick ? "quick: few photos and layers, fewer points and orders" : "full"),
                new("Model, photos, references", study.Origin),
                new("Seed", $"{options.Seed}"),
                new("Processors", $"{Environment.ProcessorCount}"),
                new("Time", $"{Numbers.Fixed(clock.Elapsed.TotalSeconds, 0)} s, of the part that was run last"),
            ],
        };
    }

    /// <summary>Attacks the photos, finds neurons on one half of them and silences them at the other.</summary>
    private static VulnerableFindings Arranged(
        AttackArrangement arrangement,
        VulnerablePlan plan,
        VulnerableStudy study,
        string rows,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var attacks = new PhotoAttacks(
            study,
            new PictureAttack(study.Network, plan.Attack),
            arrangement.Targets(execution.Seed),
            execution.Part(0, 2),
            cancellation
        ).Run(Path.Combine(rows, AttackFolder(arrangement, plan, execution.Seed)));
        var pairs = AttackedPairs.Of(study.Network, attacks.Where(a => a.Row.Rounded));
        var (found, silenced) = (pairs.Half(odd: false), pairs.Half(odd: true));
        return new VulnerableFindings(
            plan,
            arrangement,
            [.. attacks.Select(a => a.Row)],
            Repairs(plan, study, found, silenced, execution.Part(1, 2), cancellation),
            execution.Seed
        );
    }

    private static string AttackFolder(AttackArrangement arrangement, VulnerablePlan plan, int seed) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{arrangement.Name}-{255 * plan.Attack.Epsilon:G4}-{255 * plan.Attack.Step:G4}-{plan.Attack.Iterations}-seed-{seed}"
        );

    /// <summary>Every order of every layer's units, neurons and channels.</summary>
    private static ImmutableArray<RankedRepair> Repairs(
        VulnerablePlan plan,
        VulnerableStudy study,
        AttackedPairs found,
        AttackedPairs silenced,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var repairs = ImmutableArray.CreateBuilder<RankedRepair>();
        var quiet = execution with { Progress = null };
        var parts = new Parts(plan.Layers.Length * 4L, execution.Progress);
        foreach (var layer in plan.Layers)
        {
            using var repair = new LayerRepair(silenced, layer, quiet, cancellation);
            foreach (var (name, baseline) in Baselines(study, found, layer, cancellation))
            {
                var contributions = new AdversarialContributions(
                    new IntegratedGradients { Steps = plan.Steps },
                    baseline
                ).Of(study.Network.Network, layer, found.Batches, quiet, cancellation);
                foreach (var unit in Enum.GetValues<LayerUnit>())
                    repairs.Add(repair.Of(name, UnitRanking.Of(layer, unit, contributions), plan.Shares));
                parts.Done(1);
            }
            foreach (var unit in Enum.GetValues<LayerUnit>())
                repairs.Add(repair.Random(unit, plan.Shares, plan.Orders, execution.Seed));
            parts.Done(1);
        }
        return repairs.ToImmutable();
    }

    private static IEnumerable<(string Name, Baseline Baseline)> Baselines(
        VulnerableStudy study,
        AttackedPairs found,
        string layer,
        CancellationToken cancellation
    )
    {
        var network = study.Network.Network;
        var input = network.Inputs[0].Name;
        var usual = ReferenceSet.OfInputs(
            study.References.Select(r => ImmutableDictionary<string, Tensor>.Empty.Add(input, r))
        );
        var question = Question.About(network, found.Attacked.Rows(0, 1)) with
        {
            Features = [layer],
            Baseline = new MeanBaseline(usual),
        };
        yield return (VulnerableFindings.Quadratic, new QuadraticMask());
        yield return ("zero", Baseline.Zero);
        yield return ("mean", Baseline.Given(network.Baselines(question, cancellation: cancellation)[layer]));
    }

    private static ImmutableArray<string> SetUpTexts(VulnerablePlan plan) =>
        [
            $"Attack. Iterative and targeted (Kurakin, Goodfellow and Bengio, 2017): {plan.Attack.Iterations} steps of {Numbers.Text(255 * plan.Attack.Step)} of 255 levels along the sign of the gradient of log p(class), never farther than {Numbers.Text(255 * plan.Attack.Epsilon)} levels from the photo. It is done twice: towards a class drawn at random for each photo, and towards one class, drawn once, for all of them. Attacked photos are rounded to 8 bits, as files hold them, and only those that still deceive the network are used. The original label of a photo is what the network decides for it, which for these photos is its true class.",
            "Two halves. Vulnerable neurons are found on every other attacked photo and silenced at the others. So it is asked whether there are neurons that attacks work through on other photos, too – where each photo has a class of its own, even towards other classes –, not which neurons carry the one picture at hand.",
            $"Orders. A neuron is ranked by its Aumann–Shapley attribution (integrated gradients at the layer, {plan.Steps} points) to the class that the attack has reached, in the mean over the photos of the first half; the largest go first. A channel has the sum over its positions. Baselines: {VulnerableFindings.Quadratic} (Eq. 9 of the paper), zero, and the mean over reference photos. The control is random: {plan.Orders} orders drawn by nothing but a seed.",
            "Silencing multiplies by 0. Accuracies ask whether a label is the decision (top-1) or among the five classes of the largest scores (top-5). Bands of a single order are Wilson's 95 % intervals of a share of photos; those of random orders are bootstrapped over photos.",
            "What the paper reports in Figures 7 and 8 was not at hand, neither its attack nor its numbers; what is held against the measurement is what its experiment is about.",
        ];
}
