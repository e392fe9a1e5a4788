using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>What a baseline makes of a question. Source: [OTB] Tables 2–4.</summary>
public sealed record BaselineReport
{
    /// <summary>The baseline; features may have one of their own.</summary>
    public required Baseline Baseline { get; init; }

    /// <summary>How many draws of the baseline were looked at; 1 where it is not random.</summary>
    public required int Draws { get; init; }

    /// <summary>Ā by feature, of the first draw: of the feature's shape, or with a batch of 1.</summary>
    public required ImmutableSortedDictionary<string, Tensor> Values { get; init; }

    /// <summary>f(A): the target at the examples, [E].</summary>
    public required ImmutableArray<double> Output { get; init; }

    /// <summary>f(Ā): the target where all features are at the baseline, [E]; the mean over the draws.</summary>
    public required ImmutableArray<double> BaselineOutput { get; init; }

    /// <summary>The standard deviation of f(Ā) over the draws, [E]; NaN for a single one.</summary>
    public required ImmutableArray<double> BaselineOutputDeviation { get; init; }

    /// <summary>Correlations and masks, feature by feature and example by example.</summary>
    public required ImmutableArray<BaselineFit> Fits { get; init; }

    /// <summary>Seconds that a draw took to be found for all examples; graphs were ready by then.</summary>
    public required double Seconds { get; init; }

    /// <summary>Compares baselines on a question, whose own baselines do not matter.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The examples, the target, the features.</param>
    /// <param name="baselines">What to compare.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="draws">
    /// How many draws to average over where a baseline is random: one of references, or noise. The first is the one that the seed gives; the
    /// references are read anew for each.
    /// </param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>One report for each baseline, in order.</returns>
    /// <exception cref="ModelException">
    /// The question does not fit the model, a baseline does not fit a feature, or no draw is wanted.
    /// </exception>
    /// <exception cref="NotDifferentiableException">A baseline needs a gradient that does not exist.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ImmutableArray<BaselineReport> Of(
        Network network,
        Question question,
        IEnumerable<Baseline> baselines,
        Execution? execution = null,
        int draws = 1,
        CancellationToken cancellation = default
    )
    {
        var reports = BaselineReports.About(network, question, execution, draws, cancellation);
        return [.. baselines.Select(baseline => reports.Of(baseline))];
    }
}
