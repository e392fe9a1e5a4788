using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging;
using Ascribe.Metrics;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.Photos;

/// <summary>A network that explains photos one by one.</summary>
internal sealed class PhotoNetwork : IDisposable
{
    private readonly PhotoCase asked;
    private readonly ImageNetPlan plan;
    private readonly Network network;
    private readonly ImmutableArray<BaselineChoice> choices;

    /// <summary>Reads the references, and makes everything ready, so that times are those of maps alone.</summary>
    public PhotoNetwork(PhotoCase asked, ImageNetPlan plan, CancellationToken cancellation)
    {
        this.asked = asked;
        this.plan = plan;
        network = new Network(asked.Model);
        var question = About(asked.Seen(asked.Photos[0]));
        var references = asked.References.Select(p => asked.Tensor(asked.Seen(p)));
        var mean = question with { Baseline = new MeanBaseline(ReferenceSet.Of(references)) };
        var baseline = Baseline.Given(network.Baselines(mean, cancellation: cancellation).Values.Single());
        choices = BaselineChoice.Of(plan.Budget, asked.Patches, baseline);
        foreach (var choice in BaselineChoice.Of(new PathBudget(2, 4, 4), asked.Patches, baseline))
            choice.Method.Explain(network, choice.Ask(question), cancellation: cancellation);
    }

    /// <summary>Explains a photo.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="seed">The seed of coalitions and noise.</param>
    /// <param name="cancellation">Ends it early.</param>
    public ExplainedPhoto Explain(Photo photo, int seed, CancellationToken cancellation)
    {
        var question = About(asked.Seen(photo));
        var execution = new Execution { Seed = seed };
        var maps = ImmutableDictionary.CreateBuilder<string, MapResult>(StringComparer.Ordinal);
        var decision = -1L;
        foreach (var choice in choices)
        {
            var measured = MeasuredAttribution.Of(
                choice.Method,
                network,
                choice.Ask(question),
                execution,
                cancellation
            );
            decision = measured.Attribution.Entries[0];
            maps[choice.Name] = new MapResult(
                Heatmap.Of(measured.Attribution.Values.Values.Single()),
                measured.Time.TotalSeconds,
                measured.GradientEvaluations,
                [.. ImageNetPlan.Areas.Select(n => Stands(choice.Ask(question), measured.Attribution, n, cancellation))]
            );
        }
        var all = maps.ToImmutable();
        return new ExplainedPhoto(photo.Name, asked.Class(decision), all, Agreements(all));
    }

    public void Dispose() => network.Dispose();

    private Question About(Picture seen) => Question.About(network, asked.Tensor(seen));

    /// <summary>Whether the decision stands without the top k pixels, k = 0 … L; in their place stand zeros.</summary>
    private ImmutableArray<double> Stands(
        Question question,
        Attribution attribution,
        int area,
        CancellationToken cancellation
    ) =>
        new IdentificationAccuracy
        {
            Pixels = plan.Pixels,
            Patch = area,
            Replacement = Baseline.Zero,
        }
            .Evaluate(network, question, attribution, cancellation: cancellation)
            .Curves[0]
            .Values;

    private static ImmutableDictionary<string, double> Agreements(ImmutableDictionary<string, MapResult> maps) =>
        BaselineChoice.Singles.ToImmutableDictionary(
            name => name,
            name =>
                Correlation.Spearman(
                    maps[BaselineChoice.Shapley].Map.Values.ToArray(),
                    maps[name].Map.Values.ToArray()
                ),
            StringComparer.Ordinal
        );
}
