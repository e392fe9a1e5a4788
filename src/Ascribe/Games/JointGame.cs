using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Ascribe.Games;

/// <summary>The games of targets of one example, played at once: a run of the model says what a coalition is worth to each of them.</summary>
/// <remarks>
/// The targets are asked about one after the other, and where a method draws for all alike, the coalitions are the same. What is found for the
/// others is kept, batch by batch, until every one of them has asked for it.
/// </remarks>
/// <param name="compilation">The model.</param>
/// <param name="group">The targets, and what they feed into the graph of the game, who is present excepted.</param>
/// <param name="execution">How to do the work.</param>
internal sealed class JointGame(Compilation compilation, TargetGroup group, Execution execution)
{
    /// <summary>What batches are worth to the targets that have not asked for them yet, by <see cref="Name"/> and place in the group.</summary>
    private readonly Dictionary<string, double[]?[]> kept = new(StringComparer.Ordinal);

    private long played;

    private RowGraph Graph => compilation.Game(group.Targets);

    /// <summary>How many coalitions are worked on at the same time.</summary>
    public int AtOnce
    {
        get
        {
            var plan = Graph.Plan(execution);
            return plan.Rows * plan.Workers;
        }
    }

    /// <summary>On how many coalitions the model was run.</summary>
    public long Played => played;

    /// <summary>What coalitions are worth to one of the targets.</summary>
    /// <param name="coalitions">The coalitions.</param>
    /// <param name="number">Which target, as a place in the group.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public double[] Values(IReadOnlyList<Coalition> coalitions, int number, CancellationToken cancellation)
    {
        if (group.Rows.Length == 1)
            return All(coalitions, cancellation)[0];
        var name = Name(coalitions);
        if (Taken(name, number) is { } values)
            return values;
        var found = All(coalitions, cancellation);
        // Who asks a second time asks for himself: the others have theirs, or find them where they are.
        lock (kept)
            kept.TryAdd(name, [.. found.Select((own, other) => other == number ? null : own)]);
        return found[number];
    }

    /// <summary>The place of the largest entry of the value that the targets are read from, row-major, at each coalition.</summary>
    public long[] Decisions(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation)
    {
        var decisions = new long[coalitions.Count];
        Run(coalitions, (first, _, outputs) => outputs[1].ToLongs().CopyTo(decisions, first), cancellation);
        return decisions;
    }

    /// <summary>What has been kept for a target, which is kept no longer; null where there is nothing.</summary>
    private double[]? Taken(string name, int number)
    {
        lock (kept)
        {
            if (!kept.TryGetValue(name, out var byTarget))
                return null;
            var values = byTarget[number];
            byTarget[number] = null;
            if (byTarget.All(own => own is null))
                kept.Remove(name);
            return values;
        }
    }

    /// <summary>What coalitions are worth, by target.</summary>
    private double[][] All(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation)
    {
        var values = group.Rows.Select(_ => new double[coalitions.Count]).ToArray();
        Run(
            coalitions,
            (first, count, outputs) =>
            {
                foreach (var (number, own) in values.Index())
                    outputs[0].Rows(number * count, count).ToDoubles().CopyTo(own, first);
            },
            cancellation
        );
        return values;
    }

    /// <summary>Runs the graph; <paramref name="take"/> is given the first coalition of a run, how many there are, and what came out.</summary>
    private void Run(
        IReadOnlyList<Coalition> coalitions,
        Action<int, int, ImmutableArray<Tensor>> take,
        CancellationToken cancellation
    )
    {
        Interlocked.Add(ref played, coalitions.Count);
        var plan = Graph.Plan(execution);
        var rows = Math.Max(1, Math.Min(plan.Rows, coalitions.Count / plan.Workers));
        var runs = coalitions.Chunk(rows).Select(chunk => group.Feeds.Add(PathPort.From, LegRuns.Bits(chunk)));
        Graph.Run(
            runs,
            execution,
            (run, outputs) => take(run * rows, Math.Min(rows, coalitions.Count - run * rows), outputs),
            cancellation
        );
    }

    /// <summary>A name for a batch of coalitions; the coalitions themselves can be much larger than what is kept of them.</summary>
    private static string Name(IReadOnlyList<Coalition> coalitions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var coalition in coalitions)
            coalition.AppendTo(hash);
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
