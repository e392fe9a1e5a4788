using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace Ascribe.Cli;

/// <summary>Repeated timings of one piece of work.</summary>
/// <param name="Runs">Milliseconds per example of each repetition, in the order in which they ran.</param>
/// <param name="PeakMegabytes">The most memory that the process has held.</param>
internal sealed record Timing(ImmutableArray<double> Runs, double PeakMegabytes)
{
    private const int WarmUps = 2;

    /// <summary>The median of the runs.</summary>
    public double MillisecondsPerExample => Runs.Order().ElementAt(Runs.Length / 2);

    /// <summary>Runs the work twice unmeasured, then measures it.</summary>
    public static Timing Of(Action work, int examples, int repeats, CancellationToken cancellation)
    {
        var runs = ImmutableArray.CreateBuilder<double>();
        for (var i = 0; i < WarmUps + repeats; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var clock = Stopwatch.StartNew();
            work();
            if (i >= WarmUps)
                runs.Add(clock.Elapsed.TotalMilliseconds / examples);
        }
        return new Timing(runs.ToImmutable(), Peak());
    }

    /// <summary>The most memory that the process has held, in MiB. Linux counts it itself; .NET's own figure is 0 there.</summary>
    public static double Peak()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status))
            return Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
        var line = File.ReadLines(Status).First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(
                line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
                CultureInfo.InvariantCulture
            ) / 1024;
    }
}
