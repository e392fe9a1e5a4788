using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Players;

namespace Ascribe.Sampling;

/// <summary>Draws of an example, evaluated leg by leg and averaged as they come.</summary>
internal sealed class SampleMean
{
    private readonly PlayerPartition partition;
    private readonly IEnumerable<PathSample> samples;
    private readonly int together;
    private readonly double? precision;
    private readonly Queue<PathSample> underway = [];
    private readonly RunningMean players;
    private readonly double[] unit;
    private readonly double[] sample;
    private int legsTaken;
    private int unitSamples;

    /// <summary>Draws of an example.</summary>
    /// <param name="partition">Who plays.</param>
    /// <param name="samples">The draws, read lazily.</param>
    /// <param name="together">How many draws in a row depend on each other, and so count as one.</param>
    /// <param name="precision">The relative error to stop at; null to take all draws.</param>
    public SampleMean(PlayerPartition partition, IEnumerable<PathSample> samples, int together, double? precision)
    {
        this.partition = partition;
        this.samples = samples;
        this.together = together;
        this.precision = precision;
        var length = partition.Ids.Values.Sum(ids => ids.Length);
        Elements = new RunningMean(length);
        players = new RunningMean(partition.Count);
        unit = new double[length];
        sample = new double[length];
        Entered = new int[partition.Count];
    }

    /// <summary>Whether the draws were ended by the precision that they reached.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Draws averaged so far.</summary>
    public int Samples { get; private set; }

    /// <summary>Gradients taken for them.</summary>
    public long Evaluations { get; private set; }

    /// <summary>The mean over independent draws by element, feature after feature.</summary>
    public RunningMean Elements { get; }

    /// <summary>In how many draws each player was given a contribution.</summary>
    public int[] Entered { get; }

    /// <summary>The legs to evaluate for several targets, which all draw the same.</summary>
    public static IEnumerable<Leg> Legs(ImmutableArray<SampleMean> together, ImmutableArray<QuadraturePoint> points)
    {
        foreach (var next in together[0].samples)
        {
            if (together.All(mean => mean.Stopped))
                yield break;
            foreach (var mean in together.Where(mean => !mean.Stopped))
                mean.underway.Enqueue(next);
            foreach (var (from, to) in next.Legs)
                yield return new Leg(points) { From = from, To = to };
        }
    }

    /// <summary>Takes what a leg gave. What comes after the end is not counted.</summary>
    public void Take(PathSum leg, int points)
    {
        FinishEmpty();
        if (Stopped)
            return;
        Evaluations += points;
        var start = 0;
        foreach (var feature in partition.Ids.Keys)
        {
            var part = leg.Of(feature);
            TensorPrimitives.Add(sample.AsSpan(start, part.Length), part, sample.AsSpan(start, part.Length));
            start += part.Length;
        }
        if (++legsTaken < underway.Peek().Legs.Length)
            return;
        Finish(underway.Dequeue());
        legsTaken = 0;
    }

    /// <summary>Draws without a leg give zeros; none waits behind the last leg any more.</summary>
    public void FinishEmpty()
    {
        while (legsTaken == 0 && !Stopped && underway.TryPeek(out var next) && next.Legs.IsEmpty)
            Finish(underway.Dequeue());
    }

    /// <summary>The values of the players: sums over their elements.</summary>
    public PlayerValues PlayerValues() => new(partition, [.. players.Mean], [.. players.StandardErrors()]);

    /// <summary>The part of a vector over all elements that belongs to a feature.</summary>
    public double[] PartOf(double[] elements, string feature)
    {
        var start = partition
            .Ids.TakeWhile(f => !string.Equals(f.Key, feature, StringComparison.Ordinal))
            .Sum(f => f.Value.Length);
        return elements[start..(start + partition.Ids[feature].Length)];
    }

    /// <summary>Ends a draw, whose contributions have been added to the sample, and begins the next one with zeros.</summary>
    private void Finish(PathSample drawn)
    {
        Samples++;
        for (var player = 0; player < Entered.Length; player++)
            Entered[player] += drawn.Enters(player) ? 1 : 0;
        TensorPrimitives.MultiplyAdd(sample, 1.0 / together, unit, unit);
        Array.Clear(sample);
        if (++unitSamples < together)
            return;
        Elements.Add(unit);
        players.Add(partition.Sums(unit));
        Array.Clear(unit);
        unitSamples = 0;
        Stopped = StopRule.IsMet(precision, players.Count, players.Mean, players.StandardErrors());
    }
}
