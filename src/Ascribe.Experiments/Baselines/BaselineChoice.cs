using System.Collections.Immutable;
using Ascribe.Players;

namespace Ascribe.Experiments.Baselines;

/// <summary>A method with the baseline that it is asked with.</summary>
/// <param name="Name">What tables and legends call it.</param>
/// <param name="Method">The method.</param>
/// <param name="Baseline">Its baseline; for Shapley integrated gradients what a missing player takes.</param>
internal sealed record BaselineChoice(string Name, AttributionMethod Method, Baseline Baseline)
{
    /// <summary>Shapley integrated gradients, whose baselines are coalitions.</summary>
    public const string Shapley = "SIG";

    /// <summary>The single baselines that [SIG] compares with.</summary>
    public static ImmutableArray<string> Singles { get; } = ["random", "zero", "mean"];

    /// <summary>All of them, in the order of tables.</summary>
    public static ImmutableArray<string> Names { get; } = [Shapley, .. Singles];

    /// <summary>The four choices that [SIG] compares on pictures.</summary>
    /// <param name="budget">How many gradients each may take.</param>
    /// <param name="players">Who plays in Shapley integrated gradients.</param>
    /// <param name="mean">The mean of what is usual.</param>
    public static ImmutableArray<BaselineChoice> Of(PathBudget budget, PlayerDivision players, Baseline mean)
    {
        var shapley = new ShapleyIntegratedGradients
        {
            Players = players,
            Samples = budget.Samples,
            Steps = budget.SampleSteps,
        };
        var single = new IntegratedGradients { Steps = budget.SingleSteps };
        return
        [
            new(Shapley, shapley, Baseline.Zero),
            new("random", single, new UniformBaseline()),
            new("zero", single, Baseline.Zero),
            new("mean", single, mean),
        ];
    }

    /// <summary>The question with this choice's baseline at every feature.</summary>
    public Question Ask(Question question) => question with { Baseline = Baseline };
}
