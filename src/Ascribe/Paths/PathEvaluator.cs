using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Streams legs through a path graph. Memory does not grow with the number of points or of legs.</summary>
internal sealed class PathEvaluator(Compilation compilation, PathOptions options, Execution execution)
{
    /// <summary>So many gradients take longer by far than what rests takes to get going again.</summary>
    private const int LongWork = 32;

    /// <summary>Evaluates legs.</summary>
    /// <param name="work">The legs of each example, read lazily.</param>
    /// <param name="total">Gradients in all, for who watches the progress.</param>
    /// <param name="take">Is given the row of the question and the sum of each leg, one call at a time, in order.</param>
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
            graph.Rows(execution, total / options.Targets),
            compilation.Canonical.Graph.Info(compilation.TargetValue)!.ElementType
        );
        // Feeds are made and results taken one at a time and in the same order, so that a queue tells whose results they are.
        var underway = new Queue<(ImmutableArray<int> Rows, LegRun Run)>();
        var open = new PathSum?[options.Targets];
        long done = 0;
        // The way to the features has been gone by now.
        if (total >= LongWork)
            compilation.Forward.Rest();
        graph.Run(Feeds(), execution, Take, cancellation);

        IEnumerable<IReadOnlyDictionary<string, Tensor>> Feeds()
        {
            foreach (var (group, legs) in work)
            foreach (var run in runs.Of(group.Feeds, legs))
            {
                underway.Enqueue((group.Rows, run));
                yield return run.Feeds;
            }
        }

        void Take(int number, ImmutableArray<Tensor> outputs)
        {
            var (rows, run) = underway.Dequeue();
            for (var leg = 0; leg < run.Legs.Length; leg++)
            for (var target = 0; target < rows.Length; target++)
            {
                var sum = open[target] ??= new PathSum(compilation.Features);
                var points = run.Legs[leg].Points;
                var place = target * run.Legs.Length + leg;
                var values = outputs[0].Rows(place * points.Length, points.Length).ToDoubles();
                sum.Add(points, values, [.. outputs.Skip(1).Select(o => o.Rows(place, 1))]);
                done += points.Length;
                if (leg == run.Legs.Length - 1 && !run.Ends)
                    continue;
                take(rows[target], sum);
                open[target] = null;
            }
            execution.Progress?.Report(new Progress(Math.Min(done, total), total));
        }
    }
}
