using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Sampling;

namespace Ascribe.Estimators;

/// <summary>A game under a budget: every value that is asked for counts. Those of nobody and everybody are set aside from the first.</summary>
internal sealed class MeteredGame
{
    // Enough to fill the runs, and few enough to tell how far the work is.
    private const int EvaluatedTogether = 256;

    private readonly Game game;
    private readonly EstimationOptions options;
    private readonly CancellationToken cancellation;
    private (double Nobody, double Everybody)? ends;

    public MeteredGame(Game game, EstimationOptions options, CancellationToken cancellation)
    {
        this.game = game;
        this.options = options;
        this.cancellation = cancellation;
    }

    /// <summary>The number of players, N.</summary>
    public int Players => game.Players;

    /// <summary>v(∅).</summary>
    public double Nobody => Ends.Nobody;

    /// <summary>v(N).</summary>
    public double Everybody => Ends.Everybody;

    /// <summary>What the Shapley values sum to.</summary>
    public double Difference => Everybody - Nobody;

    /// <summary>Evaluations that are left beside those of nobody and everybody.</summary>
    public long Left => options.Budget - Used - (ends is null ? 2 : 0);

    /// <summary>Whether the work may end before the budget does.</summary>
    public bool MayStop => options.Precision is not null;

    /// <summary>Evaluations made.</summary>
    public long Used { get; private set; }

    private (double Nobody, double Everybody) Ends
    {
        get
        {
            if (ends is null)
            {
                var values = Values([Coalition.Empty(Players), Coalition.All(Players)]);
                ends = (values[0], values[1]);
            }
            return ends.Value;
        }
    }

    /// <summary>v(S) of many coalitions.</summary>
    public double[] Values(IReadOnlyList<Coalition> coalitions)
    {
        var values = new List<double>(coalitions.Count);
        foreach (var part in coalitions.Chunk(EvaluatedTogether))
        {
            values.AddRange(game.Values(part, cancellation));
            Used += part.Length;
            options.Progress?.Report(new Progress(Math.Min(Used, options.Budget), options.Budget));
        }
        return [.. values];
    }

    /// <summary>All values.</summary>
    public GameTable Table()
    {
        var table = GameTable.Of(game, options.Progress, cancellation);
        Used += table.AsSpan().Length;
        return table;
    }

    /// <summary>Whether the precision that was asked for is reached.</summary>
    /// <param name="draws">Independent draws so far.</param>
    /// <param name="values">φ by player.</param>
    /// <param name="standardErrors">se by player.</param>
    public bool IsPrecise(int draws, ReadOnlySpan<double> values, ReadOnlySpan<double> standardErrors) =>
        StopRule.IsMet(options.Precision, draws, values, standardErrors);

    /// <summary>The estimate at the present use.</summary>
    public ShapleyEstimate Estimate(IEnumerable<double> values, IEnumerable<double> standardErrors) =>
        new([.. values], [.. standardErrors], Used);

    /// <summary>Draws of equal cost until the budget or the precision ends them; their mean is the estimate.</summary>
    /// <param name="cost">Evaluations of a draw.</param>
    /// <param name="draw">Draws.</param>
    /// <param name="coalitions">The coalitions that a draw asks for.</param>
    /// <param name="read">Turns their values into one number per player.</param>
    public ShapleyEstimate MeanOf<T>(
        int cost,
        Func<T> draw,
        Func<T, IReadOnlyList<Coalition>> coalitions,
        Func<T, double[], double[]> read
    )
    {
        const int evaluatedTogether = 1024;
        var mean = new RunningMean(Players);
        var total = Left / Math.Max(1, cost);
        while (mean.Count < total && !IsPrecise(mean.Count, mean.Mean, mean.StandardErrors()))
        {
            var count = (int)Math.Min(total - mean.Count, Math.Max(1, evaluatedTogether / Math.Max(1, cost)));
            var draws = Enumerable.Range(0, count).Select(_ => draw()).ToImmutableArray();
            var values = Values([.. draws.SelectMany(coalitions)]);
            for (var i = 0; i < count; i++)
                mean.Add(read(draws[i], values[(i * cost)..((i + 1) * cost)]));
        }
        return Estimate(mean.Mean, mean.StandardErrors());
    }
}
