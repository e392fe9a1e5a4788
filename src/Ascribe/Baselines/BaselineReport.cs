using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using MathNet.Numerics.Statistics;

namespace Ascribe;

/// <summary>What a baseline makes of a question. Source: [OTB] Tables 2–4.</summary>
public sealed record BaselineReport
{
    /// <summary>The baseline.</summary>
    public required Baseline Baseline { get; init; }

    /// <summary>Ā by feature: of the feature's shape, or with a batch of 1.</summary>
    public required ImmutableSortedDictionary<string, Tensor> Values { get; init; }

    /// <summary>f(A): the target at the examples, [E].</summary>
    public required ImmutableArray<double> Output { get; init; }

    /// <summary>f(Ā): the target where all features are at the baseline, [E].</summary>
    public required ImmutableArray<double> BaselineOutput { get; init; }

    /// <summary>Correlations and masks, feature by feature and example by example.</summary>
    public required ImmutableArray<BaselineFit> Fits { get; init; }

    /// <summary>Seconds that it took to find the baseline for all examples; graphs were ready by then.</summary>
    public required double Seconds { get; init; }

    /// <summary>Compares baselines on a question, whose own baselines do not matter.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The examples, the target, the features.</param>
    /// <param name="baselines">What to compare.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>One report for each baseline, in order.</returns>
    /// <exception cref="ModelException">The question does not fit the model, or a baseline does not fit a feature.</exception>
    /// <exception cref="NotDifferentiableException">A baseline needs a gradient that does not exist.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static ImmutableArray<BaselineReport> Of(
        Network network,
        Question question,
        IEnumerable<Baseline> baselines,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var compilation = network.Compile(question);
        var sites = BaselineSites.Of(compilation, question, execution ?? Execution.Default, cancellation);
        ImmutableArray<double> output = [.. sites.Outputs()];
        return [.. baselines.Select(b => Of(b, compilation.Features, sites, output))];
    }

    private static BaselineReport Of(
        Baseline baseline,
        ImmutableArray<string> features,
        BaselineSites sites,
        ImmutableArray<double> output
    )
    {
        foreach (var feature in features.Where(_ => baseline is MaskBaseline))
            sites.Target(feature).Prepare();
        var clock = Stopwatch.StartNew();
        var found = features.ToImmutableSortedDictionary(
            f => f,
            f => Find(baseline, sites.Of(f)),
            StringComparer.Ordinal
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var values = found.ToImmutableSortedDictionary(f => f.Key, f => f.Value.Value, StringComparer.Ordinal);
        return new BaselineReport
        {
            Baseline = baseline,
            Values = values,
            Output = output,
            BaselineOutput = [.. sites.OutputsAt(values)],
            Fits =
            [
                .. features.SelectMany(f =>
                    Enumerable.Range(0, output.Length).Select(e => Fit(f, e, sites.Values[f], found[f]))
                ),
            ],
            Seconds = seconds,
        };
    }

    private static (Tensor Value, FeatureMasks? Masks) Find(Baseline baseline, BaselineSite site)
    {
        var masks = (baseline as MaskBaseline)?.Masks(site);
        return (BaselineSites.Checked(site.Feature, masks?.Product ?? baseline.Of(site)), masks);
    }

    private static BaselineFit Fit(
        string feature,
        int example,
        Tensor value,
        (Tensor Value, FeatureMasks? Masks) found
    ) =>
        new(
            feature,
            example,
            Correlation.Pearson(
                value.Rows(example, 1).ToDoubles(),
                BaselineSites.RowOf(found.Value, example).ToDoubles()
            ),
            found.Masks?.Spatial.Rows(example, 1).ToDoubles().Average(),
            found.Masks?.Channel?.Rows(example, 1).ToDoubles().Average()
        );
}
