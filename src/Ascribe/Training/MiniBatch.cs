namespace Ascribe.Training;

/// <summary>The examples of a step, copied to one place, and what the runs of the step are fed.</summary>
/// <remarks>
/// The memory is written anew for every step: nothing that <see cref="Fill"/> gave may be read any more by then. So neither
/// tensors nor dictionaries are made per step.
/// </remarks>
internal sealed class MiniBatch
{
    private readonly Examples examples;
    private readonly IReadOnlyDictionary<string, Tensor> weights;
    private readonly int runRows;
    private readonly Dictionary<string, byte[]> memory;
    private readonly Dictionary<int, IReadOnlyDictionary<string, Tensor>[]> feeds = [];

    /// <summary>Makes room for the examples of a step.</summary>
    /// <param name="examples">Where the rows come from.</param>
    /// <param name="weights">What every run is fed besides.</param>
    /// <param name="capacity">The most rows of a step.</param>
    /// <param name="runRows">The most rows of a run.</param>
    public MiniBatch(Examples examples, IReadOnlyDictionary<string, Tensor> weights, int capacity, int runRows)
    {
        this.examples = examples;
        this.weights = weights;
        this.runRows = runRows;
        memory = examples.Columns.ToDictionary(
            c => c.Key,
            c => new byte[checked(capacity * (c.Value.Bytes.Length / examples.Count))],
            StringComparer.Ordinal
        );
    }

    /// <summary>What to feed the runs over these rows.</summary>
    public IReadOnlyDictionary<string, Tensor>[] Fill(ReadOnlySpan<int> rows)
    {
        foreach (var (name, bytes) in memory)
            Examples.CopyRows(examples.Columns[name], rows, bytes);
        if (!feeds.TryGetValue(rows.Length, out var runs))
            feeds[rows.Length] = runs = [.. Runs(Filled(rows.Length), weights, runRows)];
        return runs;
    }

    /// <summary>Examples in runs of so many rows, without a copy.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, Tensor>> Runs(
        Examples examples,
        IReadOnlyDictionary<string, Tensor> weights,
        int runRows
    )
    {
        for (var start = 0; start < examples.Count; start += runRows)
        {
            var run = weights.ToDictionary(StringComparer.Ordinal);
            foreach (var (name, tensor) in examples.Columns)
                run.Add(name, tensor.Rows(start, Math.Min(runRows, examples.Count - start)));
            yield return run;
        }
    }

    private Examples Filled(int count) =>
        examples with
        {
            Count = count,
            Columns = examples.Columns.SetItems(
                examples.Columns.Select(c => KeyValuePair.Create(c.Key, View(c, count)))
            ),
        };

    private Tensor View(KeyValuePair<string, Tensor> column, int count) =>
        new(
            column.Value.ElementType,
            column.Value.Shape.SetItem(0, count),
            memory[column.Key].AsMemory(0, count * (column.Value.Bytes.Length / examples.Count))
        );
}
