using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Runs a propagation for every example and each of its baselines. Memory does not grow with their number.</summary>
internal sealed class PropagationRuns(Compilation compilation, Propagation propagation, Execution execution)
{
    /// <summary>The mean over the baselines, by example.</summary>
    /// <param name="rows">What each example feeds, by <see cref="PathPort"/>.</param>
    /// <param name="ends">The baselines of each example, [1, …] each; one without entries where the propagation knows none.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<PropagationMean> Run(
        ImmutableArray<ImmutableDictionary<string, Tensor>> rows,
        ImmutableArray<ImmutableArray<ImmutableDictionary<string, Tensor>>> ends,
        CancellationToken cancellation
    )
    {
        var means = ends.Select(e => new PropagationMean(compilation.Features, e.Length)).ToImmutableArray();
        var graph = compilation.Propagated(propagation);
        var size = graph.Plan(execution).Rows;
        var work = rows.SelectMany(
                (row, example) => ends[example].Chunk(size).Select(chunk => (Example: example, Row: row, Ends: chunk))
            )
            .ToArray();
        var (done, total) = (0L, ends.Sum(e => (long)e.Length));
        graph.Run(
            work.Select(w => Feeds(w.Row, w.Ends)),
            execution,
            (run, outputs) =>
            {
                means[work[run].Example].Add(outputs);
                done += work[run].Ends.Length;
                execution.Progress?.Report(new Progress(done, total));
            },
            cancellation
        );
        return means;
    }

    private ImmutableDictionary<string, Tensor> Feeds(
        ImmutableDictionary<string, Tensor> row,
        ImmutableDictionary<string, Tensor>[] ends
    ) =>
        row.RemoveRange(compilation.Features.Select(PathPort.Baseline))
            .AddRange(
                ends[0].Keys.Select(port => KeyValuePair.Create(port, Tensor.Stacked([.. ends.Select(e => e[port])])))
            );
}
