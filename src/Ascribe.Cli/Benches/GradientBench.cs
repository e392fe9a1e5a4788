using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Cli;

/// <summary>Forward pass and input gradient of the largest output, by the portable gradient graph.</summary>
internal static class GradientBench
{
    public static Timing Run(Model model, int batch, int repeats, CancellationToken cancellation)
    {
        using var network = new Network(model);
        var workers = Math.Min(batch, Environment.ProcessorCount);
        // A single example is spread over the processors inside its run, several ones over runs.
        var settings = new SessionSettings { ThreadsPerRun = Environment.ProcessorCount / workers };
        using var session = new Session(network.Differentiate(Target.Top), settings);
        var feeds = Split(ShapeProbe.Example(model.Graph, batch), batch, workers);
        return Timing.Of(
            () => OrderedRuns.Run(session, feeds, workers, (_, _) => { }, cancellation),
            batch,
            repeats,
            cancellation
        );
    }

    private static ImmutableArray<IReadOnlyDictionary<string, Tensor>> Split(
        IReadOnlyDictionary<string, Tensor> feeds,
        int batch,
        int parts
    ) =>
        [
            .. Enumerable
                .Range(0, parts)
                .Select(p => (Start: batch * p / parts, End: batch * (p + 1) / parts))
                .Select(p =>
                    feeds.ToDictionary(f => f.Key, f => f.Value.Rows(p.Start, p.End - p.Start), StringComparer.Ordinal)
                ),
        ];
}
