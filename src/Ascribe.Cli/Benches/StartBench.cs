using System.Diagnostics;
using Ascribe.Runtime;

namespace Ascribe.Cli;

/// <summary>What it takes to get from a file to a gradient: what a process does once.</summary>
/// <param name="Load">Reading and checking the model.</param>
/// <param name="Differentiate">The canonical form, and the gradient graph.</param>
/// <param name="Session">The graph in ONNX Runtime's hands.</param>
/// <param name="FirstRun">The first run, in which a form for this processor is proven if there is none yet.</param>
/// <param name="PeakMegabytes">The most memory that the process has held.</param>
internal sealed record StartBench(
    TimeSpan Load,
    TimeSpan Differentiate,
    TimeSpan Session,
    TimeSpan FirstRun,
    double PeakMegabytes
)
{
    /// <summary>Until the first run can begin.</summary>
    public TimeSpan Whole => Load + Differentiate + Session;

    public static StartBench Run(string path, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        using var network = Network.Load(path);
        var load = Lap();
        var gradient = network.Differentiate(Target.Top);
        var differentiate = Lap();
        using var session = new Session(gradient);
        var ready = Lap();
        session.Run(ShapeProbe.Example(network.Model.Graph), cancellation);
        return new StartBench(load, differentiate, ready, Lap(), Timing.Peak());

        TimeSpan Lap()
        {
            var time = clock.Elapsed;
            clock.Restart();
            return time;
        }
    }
}
