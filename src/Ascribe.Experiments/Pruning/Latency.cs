using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Onnx;
using Ascribe.Runtime;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.Pruning;

/// <summary>The time that a model takes for one example.</summary>
internal static class Latency
{
    private const int Unmeasured = 5;

    /// <summary>The median of several runs on one thread, the first few not counted, in milliseconds.</summary>
    /// <exception cref="ModelException">The inputs do not fit the model.</exception>
    public static double Milliseconds(
        Model model,
        ImmutableDictionary<string, Tensor> inputs,
        int runs,
        CancellationToken cancellation
    )
    {
        using var session = new Session(model);
        var times = new double[runs];
        for (var run = -Unmeasured; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            session.Run(inputs, cancellation);
            if (run >= 0)
                times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return times.Median();
    }
}
