using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging;
using Ascribe.Metrics;
using Ascribe.Onnx;

namespace Ascribe.Experiments.FacePairs;

/// <summary>A network that explains the distance of two faces, pair by pair.</summary>
internal sealed class PairNetwork(PairCase asked, ExpressionPlan plan, ImmutableArray<Face> faces) : IDisposable
{
    private readonly Network network = new(asked.Pair);

    /// <summary>Explains pairs of the faces, each after the other.</summary>
    /// <param name="seed">The seed of the first pair; each has its own.</param>
    /// <param name="done">Told of each pair.</param>
    /// <param name="cancellation">Ends it early.</param>
    public ImmutableArray<ExplainedPair> Explain(int seed, Action done, CancellationToken cancellation)
    {
        var pairs = Face.Pairs(faces).Take(plan.Pairs).ToArray();
        // The first time makes sessions and compiles, which is no part of what a map takes.
        foreach (var choice in Choices(new PathBudget(2, 4, 4), pairs[0]))
            choice.Method.Explain(network, choice.Ask(About(pairs[0])), cancellation: cancellation);
        var explained = ImmutableArray.CreateBuilder<ExplainedPair>();
        foreach (var (i, pair) in pairs.Index())
        {
            explained.Add(Explain(pair, new Execution { Seed = seed + i }, cancellation));
            done();
        }
        return explained.ToImmutable();
    }

    public void Dispose() => network.Dispose();

    private ExplainedPair Explain((Face First, Face Second) pair, Execution execution, CancellationToken cancellation)
    {
        var (question, distance) = (About(pair), double.NaN);
        var maps = ImmutableDictionary.CreateBuilder<string, PairMap>(StringComparer.Ordinal);
        foreach (var choice in Choices(plan.Budget, pair))
        {
            var measured = MeasuredAttribution.Of(
                choice.Method,
                network,
                choice.Ask(question),
                execution,
                cancellation
            );
            var attribution = measured.Attribution;
            distance = attribution.Output.ToDoubles()[0];
            maps[choice.Name] = new PairMap(
                [.. PairCase.Sides.Select(side => Heatmap.Of(attribution.Values[side]))],
                attribution.BaselineOutput.ToDoubles()[0],
                measured.Time.TotalSeconds,
                measured.GradientEvaluations,
                Score(new Deletion { Steps = plan.Steps, Normalized = true }, question, attribution, cancellation),
                Score(new Insertion { Steps = plan.Steps, Normalized = true }, question, attribution, cancellation)
            );
        }
        return new ExplainedPair(pair.First, pair.Second, distance, maps.ToImmutable());
    }

    private Question About((Face First, Face Second) pair) =>
        new(
            ImmutableDictionary<string, Tensor>
                .Empty.Add(PairCase.Sides[0], asked.Tensor(pair.First))
                .Add(PairCase.Sides[1], asked.Tensor(pair.Second))
        )
        {
            Target = Target.At(),
        };

    /// <summary>The mean is that of all faces but the two.</summary>
    private ImmutableArray<BaselineChoice> Choices(PathBudget budget, (Face First, Face Second) pair)
    {
        var others = faces.Where(f => f != pair.First && f != pair.Second).Select(asked.Tensor);
        return BaselineChoice.Of(budget, asked.Patches, new MeanBaseline(ReferenceSet.Of([.. others])));
    }

    /// <summary>A removed pixel is zero, for all baselines alike.</summary>
    private double Score(
        RemovalCurve score,
        Question question,
        Attribution attribution,
        CancellationToken cancellation
    ) => score.Evaluate(network, question, attribution, cancellation: cancellation).Values[0];
}
