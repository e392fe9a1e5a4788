using Ascribe.Games;
using Ascribe.Onnx;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.GridWorld;

/// <summary>Attributions of a surrogate at all players together, by the baselines that the paper compares.</summary>
internal static class ExplainedSurrogate
{
    /// <summary>The names of the paper's baselines and of what is compared beside them, in the order of tables.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    ["SIG", "SIG as printed", "Block SIG", "random", "zero", "mean"];

    /// <summary>Baselines of Shapley integrated gradients.</summary>
    public const int Baselines = 200;

    /// <summary>Explains a surrogate.</summary>
    /// <param name="method">One of <see cref="Methods"/>.</param>
    /// <param name="network">The surrogate.</param>
    /// <param name="learnt">What is known of it.</param>
    /// <param name="share">The share of coalitions that baselines are drawn from.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>A contribution per player.</returns>
    public static double[] By(
        string method,
        Network network,
        LearntGame learnt,
        double share,
        CancellationToken cancellation
    )
    {
        var seed = learnt.Seed;
        return method switch
        {
            "SIG" => Shapley(network, learnt, Baselines, share, CoalitionSizes.Uniform, cancellation),
            "SIG as printed" => Shapley(network, learnt, Baselines, share, CoalitionSizes.AsPrinted, cancellation),
            "Block SIG" => Contributions(
                new BlockShapleyIntegratedGradients { Samples = Baselines },
                network,
                learnt.Surrogate.Question(network),
                seed,
                cancellation
            ),
            _ => Contributions(
                new IntegratedGradients(),
                network,
                learnt.Surrogate.Question(network) with
                {
                    Baseline = Baseline(method, learnt.Surrogate, seed),
                },
                seed,
                cancellation
            ),
        };
    }

    /// <summary>Shapley integrated gradients with coalitions drawn from a share of all.</summary>
    public static double[] Shapley(
        Network network,
        LearntGame learnt,
        int baselines,
        double share,
        CoalitionSizes sizes,
        CancellationToken cancellation
    ) =>
        Contributions(
            new ShapleyIntegratedGradients
            {
                Samples = baselines,
                Share = share,
                Sizes = sizes,
            },
            network,
            learnt.Surrogate.Question(network),
            learnt.Seed,
            cancellation
        );

    /// <summary>Spearman's correlation of contributions with the exact Shapley values.</summary>
    public static double Agreement(double[] contributions, IEnumerable<double> shapley) =>
        Correlation.Spearman(contributions, shapley);

    /// <summary>A coalition drawn from those learnt, nobody, or the mean of those learnt.</summary>
    private static Baseline Baseline(string name, Surrogate surrogate, int seed)
    {
        if (name == "zero")
            return Ascribe.Baseline.Zero;
        var players = (int)surrogate.Model.Graph.Inputs[0].Shape!.Value[1].Extent!.Value;
        if (name == "random")
            return Ascribe.Baseline.Given(
                Surrogate.OneHot(players, [surrogate.Learnt[new Random(seed).Next(surrogate.Learnt.Count)]])
            );
        var mean = Enumerable.Range(0, players).Select(p => (float)surrogate.Learnt.Average(m => m >> p & 1));
        return Ascribe.Baseline.Given(Tensor.Of(mean.ToArray(), 1, players));
    }

    private static double[] Contributions(
        AttributionMethod method,
        Network network,
        Question question,
        int seed,
        CancellationToken cancellation
    ) =>
        method
            .Explain(network, question, new Execution { Seed = seed }, cancellation)
            .Values.Values.Single()
            .ToDoubles();
}
