using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Games;

/// <summary>
/// The game that a model plays at an example: v(S) is the target where the elements of players in S stand at the example and all
/// others at the baseline. It lives as long as its network.
/// </summary>
public sealed class ModelGame : Game
{
    private readonly Compilation compilation;
    private readonly ImmutableDictionary<string, Tensor> feeds;
    private readonly Execution execution;

    internal ModelGame(
        Compilation compilation,
        ImmutableDictionary<string, Tensor> feeds,
        PlayerPartition partition,
        Execution execution
    )
        : base(partition.Count)
    {
        this.compilation = compilation;
        this.feeds = feeds;
        this.execution = execution;
        Partition = partition;
    }

    /// <summary>Who plays.</summary>
    public PlayerPartition Partition { get; }

    /// <summary>The games of a question, one per example, and scalar where the target stands for several.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The examples, the target, the features, and the baseline, which is what a missing player takes.</param>
    /// <param name="division">Who plays.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The question does not fit the model, or the features cannot be divided so.</exception>
    public static ImmutableArray<ModelGame> Of(
        Network network,
        Question question,
        PlayerDivision division,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        var compilation = network.Compile(question);
        return Of(compilation, Situation.Of(compilation, question, execution, cancellation), division, execution);
    }

    internal static ImmutableArray<ModelGame> Of(
        Compilation compilation,
        Situation situation,
        PlayerDivision division,
        Execution execution
    ) =>
        [
            .. situation
                .Divide(division)
                .Select((p, example) => new ModelGame(compilation, situation.RowWith(p, example), p, execution)),
        ];

    /// <inheritdoc/>
    protected override double[] Evaluate(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation)
    {
        var values = new double[coalitions.Count];
        Run(coalitions, (first, outputs) => outputs[0].ToDoubles().CopyTo(values, first), cancellation);
        return values;
    }

    /// <summary>The place of the largest entry of the value that the target is read from, row-major, at each coalition.</summary>
    internal long[] Decisions(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation)
    {
        var decisions = new long[coalitions.Count];
        Run(coalitions, (first, outputs) => outputs[1].ToLongs().CopyTo(decisions, first), cancellation);
        return decisions;
    }

    /// <summary>Runs the graph; <paramref name="take"/> is given the first coalition of a run and what came out.</summary>
    private void Run(
        IReadOnlyList<Coalition> coalitions,
        Action<int, ImmutableArray<Tensor>> take,
        CancellationToken cancellation
    )
    {
        var plan = compilation.Game.Plan(execution);
        var rows = Math.Max(1, Math.Min(plan.Rows, coalitions.Count / plan.Workers));
        var runs = coalitions.Chunk(rows).Select(chunk => feeds.Add(PathPort.From, LegRuns.Bits(chunk)));
        compilation.Game.Run(runs, execution, (run, outputs) => take(run * rows, outputs), cancellation);
    }
}
