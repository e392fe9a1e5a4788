using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Sampling;

namespace Ascribe;

/// <summary>Reports on baselines of one question, one after the other: what the model says at the examples is found once for all.</summary>
public sealed class BaselineReports
{
    private readonly BaselineSites sites;
    private readonly ImmutableArray<string> features;
    private readonly ImmutableArray<double> output;
    private readonly int seed;
    private readonly int draws;

    private BaselineReports(BaselineSites sites, ImmutableArray<string> features, int seed, int draws)
    {
        this.sites = sites;
        this.features = features;
        this.seed = seed;
        this.draws = draws;
        output = [.. sites.Outputs()];
    }

    /// <summary>Runs the model at the examples.</summary>
    /// <param name="network">The model; it has to outlive what is made here.</param>
    /// <param name="question">The examples, the target, the features; its own baselines do not matter.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="draws">How many draws to average over where a baseline is random; see <see cref="BaselineReport.Of"/>.</param>
    /// <param name="cancellation">Ends the work early, that of reports too.</param>
    /// <exception cref="ModelException">The question does not fit the model, or no draw is wanted.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static BaselineReports About(
        Network network,
        Question question,
        Execution? execution = null,
        int draws = 1,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        if (draws < 1)
            throw new ModelException($"{draws} draws of a baseline cannot be averaged over; take at least 1.");
        var compilation = network.Compile(question);
        var sites = BaselineSites.Of(compilation, question, execution, cancellation);
        return new(sites, compilation.Features, execution.Seed, draws);
    }

    /// <summary>The report on a baseline.</summary>
    /// <param name="baseline">The baseline of every feature that has none of its own.</param>
    /// <param name="byFeature">Baselines of single features; null for none.</param>
    /// <exception cref="ModelException">A baseline does not fit a feature, or is of a feature that is not explained.</exception>
    /// <exception cref="NotDifferentiableException">A baseline needs a gradient that does not exist.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public BaselineReport Of(Baseline baseline, ImmutableDictionary<string, Baseline>? byFeature = null)
    {
        byFeature ??= ImmutableDictionary<string, Baseline>.Empty;
        sites.RequireFeatures(byFeature.Keys);
        var own = features.ToImmutableDictionary(
            f => f,
            f => byFeature.GetValueOrDefault(f, baseline),
            StringComparer.Ordinal
        );
        foreach (var feature in features)
            sites.Target(feature).Prepare(gradient: own[feature] is MaskBaseline);
        return Of(baseline, Draws(own).Select(d => BaselineDraw.Of(d, features, sites)));
    }

    /// <summary>Baselines by feature, draw by draw; a feature whose baseline is not random has the same in all of them.</summary>
    private IEnumerable<ImmutableDictionary<string, Baseline>> Draws(ImmutableDictionary<string, Baseline> own)
    {
        var drawn = own.ToDictionary(
            o => o.Key,
            o => o.Value.Draws(seed).Take(draws).ToArray(),
            StringComparer.Ordinal
        );
        return Enumerable
            .Range(0, drawn.Values.Max(d => d.Length))
            .Select(draw =>
                drawn.ToImmutableDictionary(
                    d => d.Key,
                    d => d.Value[Math.Min(draw, d.Value.Length - 1)],
                    StringComparer.Ordinal
                )
            );
    }

    private BaselineReport Of(Baseline baseline, IEnumerable<BaselineDraw> drawn)
    {
        var outputs = new RunningMean(output.Length);
        var correlations = new RunningMean(features.Length * output.Length);
        var (first, seconds) = ((BaselineDraw?)null, 0.0);
        foreach (var draw in drawn)
        {
            first ??= draw;
            outputs.Add(draw.Outputs);
            correlations.Add([.. draw.Fits.Select(f => f.Correlation)]);
            seconds += draw.Seconds;
        }
        var spread = correlations.Deviations();
        return new BaselineReport
        {
            Baseline = baseline,
            Draws = outputs.Count,
            Values = first!.Values,
            Output = output,
            BaselineOutput = [.. outputs.Mean],
            BaselineOutputDeviation = [.. outputs.Deviations()],
            Fits =
            [
                .. first.Fits.Select(
                    (f, i) => f with { Correlation = correlations.Mean[i], CorrelationDeviation = spread[i] }
                ),
            ],
            Seconds = seconds / outputs.Count,
        };
    }
}
