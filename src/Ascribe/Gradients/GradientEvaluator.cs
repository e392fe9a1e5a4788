using System.Collections.Immutable;

namespace Ascribe.Gradients;

/// <summary>Streams places through a gradient graph. Memory does not grow with the number of places.</summary>
internal sealed class GradientEvaluator(Compilation compilation, GradientOptions options, Execution execution)
{
    /// <summary>Evaluates places.</summary>
    /// <param name="work">The places of each example, read lazily.</param>
    /// <param name="total">Gradients in all, for who watches the progress.</param>
    /// <param name="take">Is given the example and the row of each place, one call at a time, in order.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public void Evaluate(
        IEnumerable<GradientWork> work,
        long total,
        Action<int, GradientRow> take,
        CancellationToken cancellation
    )
    {
        var graph = compilation.Gradient(options);
        var rows = graph.Rows(execution, total);
        // Feeds are made and results taken one at a time and in the same order, so that a queue tells whose results they are.
        var underway = new Queue<(int Example, int Rows)>();
        long done = 0;
        graph.Run(Feeds(), execution, Take, cancellation);

        IEnumerable<IReadOnlyDictionary<string, Tensor>> Feeds()
        {
            foreach (var (example, feeds, places) in work)
            foreach (var chunk in places.Chunk(rows))
            {
                underway.Enqueue((example, chunk.Length));
                yield return Run(feeds, chunk);
            }
        }

        void Take(int number, ImmutableArray<Tensor> outputs)
        {
            var (example, count) = underway.Dequeue();
            for (var row = 0; row < count; row++)
                take(example, Row(outputs, row));
            done += count;
            execution.Progress?.Report(new Progress(Math.Min(done, total), total));
        }
    }

    private ImmutableDictionary<string, Tensor> Run(
        ImmutableDictionary<string, Tensor> feeds,
        ImmutableDictionary<string, Tensor>[] places
    ) =>
        feeds
            .RemoveRange(compilation.Features.Select(PathPort.Baseline))
            .SetItems(
                compilation
                    .Features.Select(PathPort.Example)
                    .Select(port => KeyValuePair.Create(port, Tensor.Stacked([.. places.Select(p => p[port])])))
            );

    private GradientRow Row(ImmutableArray<Tensor> outputs, int row)
    {
        var names = options.Names(compilation);
        var watched = options.By == GradientBy.Watched;
        var step = watched ? 2 : 1;
        return new GradientRow(
            outputs[0].Rows(row, 1).ToDoubles()[0],
            Outputs(1),
            watched ? Outputs(2) : ImmutableDictionary<string, Tensor>.Empty
        );

        ImmutableDictionary<string, Tensor> Outputs(int first) =>
            names
                .Select((name, i) => KeyValuePair.Create(name, outputs[first + step * i].Rows(row, 1).Copy()))
                .ToImmutableDictionary(StringComparer.Ordinal);
    }
}
