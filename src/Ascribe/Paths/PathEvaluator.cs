using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Streams legs through a path graph. Memory does not grow with the number of points or of legs.</summary>
internal sealed class PathEvaluator(Compilation compilation, PathOptions options, Execution execution)
{
    /// <summary>Evaluates legs.</summary>
    /// <param name="work">The legs of each example, read lazily.</param>
    /// <param name="total">Gradients in all, for who watches the progress.</param>
    /// <param name="take">Is given each leg's example and sum, one call at a time, in order.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public void Evaluate(
        IEnumerable<PathWork> work,
        long total,
        Action<int, PathSum> take,
        CancellationToken cancellation
    )
    {
        var graph = compilation.Path(options);
        var runs = new LegRuns(
            graph.Rows(execution, total),
            compilation.Canonical.Graph.Info(compilation.TargetValue)!.ElementType
        );
        // Feeds are made and results taken one at a time and in the same order, so that a queue tells whose results they are.
        var underway = new Queue<(int Example, LegRun Run)>();
        PathSum? open = null;
        long done = 0;
        graph.Run(Feeds(), execution, Take, cancellation);

        IEnumerable<IReadOnlyDictionary<string, Tensor>> Feeds()
        {
            foreach (var (example, feeds, legs) in work)
            foreach (var run in runs.Of(feeds, legs))
            {
                underway.Enqueue((example, run));
                yield return run.Feeds;
            }
        }

        void Take(int number, ImmutableArray<Tensor> outputs)
        {
            var (example, run) = underway.Dequeue();
            for (var leg = 0; leg < run.Legs.Length; leg++)
            {
                open ??= new PathSum(compilation.Features);
                var points = run.Legs[leg].Points;
                var target = outputs[0].Rows(leg * points.Length, points.Length).ToDoubles();
                open.Add(points, target, [.. outputs.Skip(1).Select(o => o.Rows(leg, 1))]);
                done += points.Length;
                if (leg < run.Legs.Length - 1 || run.Ends)
                {
                    take(example, open);
                    open = null;
                }
            }
            execution.Progress?.Report(new Progress(Math.Min(done, total), total));
        }
    }
}
