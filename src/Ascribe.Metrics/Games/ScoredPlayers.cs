using Ascribe.Games;
using Ascribe.Players;

namespace Ascribe.Metrics;

/// <summary>The players of one example with what an attribution gave them.</summary>
internal sealed class ScoredPlayers
{
    private readonly double[] contributions;
    private readonly Lazy<int[]> ranking;

    /// <summary>Players of an example.</summary>
    /// <param name="partition">Who plays.</param>
    /// <param name="answer">What the attribution gave to the elements.</param>
    /// <param name="example">The example's number.</param>
    public ScoredPlayers(PlayerPartition partition, Answer answer, int example)
    {
        Partition = partition;
        Example = example;
        contributions = partition.Sums(answer.Elements(example));
        Positions = partition.Ids.Values.Sum(ids => ids.Length) == partition.Count ? answer.Positions : 1;
        ranking = new(Rank);
    }

    /// <summary>Who plays.</summary>
    public PlayerPartition Partition { get; }

    /// <summary>The example's number.</summary>
    public int Example { get; }

    /// <summary>The number of players, N.</summary>
    public int Count => Partition.Count;

    /// <summary>Positions of the features, all channels together, W·H; 1 where players are not single elements.</summary>
    public int Positions { get; }

    /// <summary>The players by falling contribution; of equal ones the first comes first.</summary>
    public ReadOnlySpan<int> Ranking => ranking.Value;

    /// <summary>The players of the largest contributions.</summary>
    public Coalition Top(int count) => Coalition.Of(Count, Ranking[..count]);

    /// <summary>What the members of a coalition were given together.</summary>
    public double Sum(Coalition coalition)
    {
        var sum = 0.0;
        foreach (var player in coalition.Members)
            sum += contributions[player];
        return sum;
    }

    private int[] Rank()
    {
        var order = Enumerable.Range(0, Count).ToArray();
        // Sorting by the number, too, makes the order the same on every machine.
        Array.Sort(order, (a, b) => (contributions[b], a).CompareTo((contributions[a], b)));
        return order;
    }
}
