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
    private readonly JointGame joint;
    private readonly int number;

    private ModelGame(JointGame joint, int number, PlayerPartition partition)
        : base(partition.Count)
    {
        this.joint = joint;
        this.number = number;
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
        var situation = Situation.Of(compilation, question, execution, cancellation);
        return Of(compilation, situation, situation.Groups, division, execution);
    }

    /// <summary>The same, where it is known what the model says at the examples.</summary>
    /// <param name="compilation">The model.</param>
    /// <param name="situation">The question.</param>
    /// <param name="groups">Its targets, those together that will be asked about the same coalitions.</param>
    /// <param name="division">Who plays.</param>
    /// <param name="execution">How to do the work.</param>
    internal static ImmutableArray<ModelGame> Of(
        Compilation compilation,
        Situation situation,
        ImmutableArray<TargetGroup> groups,
        PlayerDivision division,
        Execution execution
    )
    {
        var partitions = situation.Divide(division);
        return [.. groups.SelectMany(Games)];

        IEnumerable<ModelGame> Games(TargetGroup group)
        {
            var partition = partitions[group.Rows[0]];
            var joint = new JointGame(compilation, situation.WithPlayers(group, partition), execution);
            return group.Rows.Select((_, number) => new ModelGame(joint, number, partition));
        }
    }

    /// <summary>How many coalitions are worked on at the same time.</summary>
    internal int AtOnce => joint.AtOnce;

    /// <summary>On how many coalitions the model was run, for all that share its runs.</summary>
    internal long Played => joint.Played;

    /// <inheritdoc/>
    protected override double[] Evaluate(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation) =>
        joint.Values(coalitions, number, cancellation);

    /// <summary>The place of the largest entry of the value that the target is read from, row-major, at each coalition.</summary>
    internal long[] Decisions(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation) =>
        joint.Decisions(coalitions, cancellation);
}
