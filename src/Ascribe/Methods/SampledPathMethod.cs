using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using Ascribe.Players;
using Ascribe.Sampling;

namespace Ascribe;

/// <summary>A method that averages integrated gradients over paths drawn between coalitions of players.</summary>
public abstract record SampledPathMethod : AttributionMethod
{
    /// <summary>Who plays. What comes out is dense all the same: one contribution per element.</summary>
    public PlayerDivision Players { get; init; } = PlayerDivision.Elements;

    /// <summary>How many paths are drawn.</summary>
    public int Samples { get; init; } = 64;

    /// <summary>Where the points of each straight leg lie and what they weigh.</summary>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <summary>Points on each leg.</summary>
    public abstract int Steps { get; init; }

    /// <summary>
    /// The relative error at which to stop before all samples are drawn: √Σ se² ≤ precision·√Σ φ² over the players. Null to
    /// draw them all.
    /// </summary>
    public double? Precision { get; init; }

    /// <summary>Whether the contributions sum to F(x) − F(b) up to the quadrature.</summary>
    private protected abstract bool IsComplete { get; }

    /// <summary>What makes the standard errors smaller.</summary>
    private protected virtual string Remedy => "draw more samples";

    /// <summary>Draws, at most.</summary>
    private protected virtual int DrawCount => Samples;

    /// <summary>How many draws in a row depend on each other.</summary>
    private protected abstract int Together { get; }

    /// <summary>Legs of a draw, at most.</summary>
    private protected abstract int MostLegs(int players);

    /// <summary>The draws. Every example gets the same, so that a batch is answered like its examples alone.</summary>
    private protected abstract IEnumerable<PathSample> Draw(int players, int seed);

    /// <summary>What the method's own settings are, by name.</summary>
    private protected abstract IEnumerable<KeyValuePair<string, string>> OwnSettings { get; }

    /// <inheritdoc/>
    /// <remarks>Memory grows with neither samples nor points.</remarks>
    public sealed override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        Check();
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var partitions = situation.Divide(Players);
        var means = partitions
            .Select(p => new SampleMean(p, Draw(p.Count, execution.Seed), Together, Precision))
            .ToImmutableArray();
        var options = new PathOptions(Players: true, Targets: situation.Groups[0].Targets);
        var evaluator = new PathEvaluator(compilation, options, execution);
        var baselineOutputs = BaselineOutputs(evaluator, situation, partitions, cancellation);
        var points = Quadrature.Points(Steps);
        var total = partitions.Sum(p => (long)DrawCount * MostLegs(p.Count) * points.Length);
        evaluator.Evaluate(
            situation.Groups.Select(g => new PathWork(
                situation.WithPlayers(g, partitions[g.Rows[0]]),
                SampleMean.Legs([.. g.Rows.Select(row => means[row])], points)
            )),
            total,
            (row, leg) => means[row].Take(leg, points.Length),
            cancellation
        );
        foreach (var mean in means)
            mean.FinishEmpty();
        return Attribution(compilation, situation, means, baselineOutputs, question, execution.Seed);
    }

    /// <summary>What becomes of the mean over the draws; the standard errors follow.</summary>
    /// <param name="mean">The draws of an example.</param>
    /// <param name="difference">F(x) − F(b).</param>
    /// <returns>A factor by player; the same for values and errors.</returns>
    private protected virtual double[] Factors(SampleMean mean, double difference) =>
        [.. Enumerable.Repeat(1.0, mean.Entered.Length)];

    /// <summary>Refuses settings that no model could make sense of.</summary>
    /// <exception cref="ModelException">There is one.</exception>
    private protected virtual void Check()
    {
        if (Samples < 1)
            throw new ModelException($"{Samples} samples cannot be averaged over; draw at least 1.");
        if (Precision is <= 0)
            throw new ModelException($"the precision is {Precision}, but has to be above 0.");
    }

    /// <summary>The target at the baseline, where nobody is present.</summary>
    private static double[] BaselineOutputs(
        PathEvaluator evaluator,
        Situation situation,
        ImmutableArray<PlayerPartition> partitions,
        CancellationToken cancellation
    )
    {
        var outputs = new double[situation.Examples];
        evaluator.Evaluate(
            situation.Groups.Select(g => new PathWork(
                situation.WithPlayers(g, partitions[g.Rows[0]]),
                [Beginning(partitions[g.Rows[0]].Count)]
            )),
            situation.Examples,
            (row, leg) => outputs[row] = leg.BeginningOutput,
            cancellation
        );
        return outputs;

        static Leg Beginning(int players) =>
            new([new QuadraturePoint(0, 0)])
            {
                From = Games.Coalition.Empty(players),
                To = Games.Coalition.All(players),
            };
    }

    private Attribution Attribution(
        Compilation compilation,
        Situation situation,
        ImmutableArray<SampleMean> means,
        double[] baselineOutputs,
        Question question,
        int seed
    )
    {
        var outputs = situation.Outputs();
        var scaled = means
            .Select((m, e) => ScaledMean.Of(m, Factors(m, outputs[e] - baselineOutputs[e])))
            .ToImmutableArray();
        var attribution = situation.Attribution(
            [.. scaled.Select(s => (Func<string, double[]>)s.Values)],
            baselineOutputs,
            IsComplete,
            new Provenance(
                Name,
                Settings(compilation, question, means),
                means.Sum(m => m.Evaluations) + situation.Examples,
                seed
            )
        );
        var drawn = attribution with
        {
            StandardErrors = situation.Stacked([.. scaled.Select(s => (Func<string, double[]>)s.StandardErrors)]),
            Players = [.. scaled.Select(s => s.Players)],
        };
        return drawn.WarnedOfChance(Precision, Remedy);
    }

    private ImmutableSortedDictionary<string, string> Settings(
        Compilation compilation,
        Question question,
        ImmutableArray<SampleMean> means
    ) =>
        ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .Add("players", $"{Players} ({string.Join(", ", means.Select(m => m.Entered.Length).Distinct())})")
            .Add("samples", string.Join(", ", means.Select(m => m.Samples).Distinct()))
            .Add("steps", Steps.ToString(CultureInfo.InvariantCulture))
            .Add("quadrature", Quadrature.Name)
            .AddRange(
                Precision is { } p
                    ? [KeyValuePair.Create("precision", p.ToString(CultureInfo.InvariantCulture))]
                    : Enumerable.Empty<KeyValuePair<string, string>>()
            )
            .AddRange(OwnSettings)
            .AddRange(question.Settings)
            .AddRange(compilation.Settings);
}
