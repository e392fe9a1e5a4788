using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>Streams the points of straight paths through a path graph. Memory does not grow with their number.</summary>
internal sealed class PathEvaluator(Compilation compilation, PathOptions options, Execution execution)
{
    private const int LargestMicroBatch = 64;

    /// <summary>Rows in one run.</summary>
    public int MicroBatch
    {
        get
        {
            if (compilation.BatchObstacle is not null)
                return 1;
            var fitting = execution.MemoryPerRun / Math.Max(1, compilation.BytesPerRow);
            return execution.MicroBatch ?? (int)Math.Clamp(fitting, 1, LargestMicroBatch);
        }
    }

    /// <summary>Evaluates one path per example.</summary>
    /// <param name="examples">Per example, by <see cref="PathPort"/>: example and baseline of each feature, sides, selection.</param>
    /// <param name="points">The quadrature.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableArray<PathSum> Evaluate(
        IReadOnlyList<ImmutableDictionary<string, Tensor>> examples,
        ImmutableArray<QuadraturePoint> points,
        CancellationToken cancellation
    )
    {
        var chunks = points.Chunk(MicroBatch).Select(c => c.ToImmutableArray()).ToImmutableArray();
        var type = compilation.Canonical.Graph.Info(compilation.TargetValue)!.ElementType;
        var sums = examples.Select(_ => new PathSum(compilation.Features)).ToImmutableArray();
        var feeds = examples.SelectMany(example => chunks.Select(chunk => WithPoints(example, chunk, type)));
        var total = examples.Count * (long)points.Length;
        long done = 0;
        OrderedRuns.Run(compilation.Path(options), feeds, execution.Workers, Take, cancellation);
        return sums;

        void Take(int run, ImmutableArray<Tensor> outputs)
        {
            var chunk = chunks[run % chunks.Length];
            sums[run / chunks.Length].Add(chunk, outputs);
            done += chunk.Length;
            execution.Progress?.Report(new Progress(done, total));
        }
    }

    private static ImmutableDictionary<string, Tensor> WithPoints(
        ImmutableDictionary<string, Tensor> example,
        ImmutableArray<QuadraturePoint> points,
        ElementType type
    ) =>
        example
            .Add(PathPort.Point, Tensor.Vector(points.Select(p => p.Position).ToArray()).To(type))
            .Add(PathPort.Weight, Tensor.Vector(points.Select(p => p.Weight).ToArray()).To(type));
}
