using Ascribe.Runtime.Devices;

namespace Ascribe.Runtime;

/// <summary>How ONNX Runtime is to run a graph.</summary>
/// <remarks>
/// The defaults are for many small runs side by side: one thread inside each run, as many runs at once as there are
/// processors. That is as fast as few large runs and takes a fraction of their memory.
/// </remarks>
public sealed record SessionSettings
{
    /// <summary>One thread inside a run, all of ONNX Runtime's optimizations.</summary>
    public static SessionSettings Default => new();

    /// <summary>For graphs that run once, by themselves: no time is spent on optimizing or moving them, and all processors work on the run.</summary>
    public static SessionSettings Once { get; } =
        new()
        {
            Device = Device.Cpu,
            Optimize = false,
            ThreadsPerRun = Environment.ProcessorCount,
        };

    /// <summary>Where the graph is run.</summary>
    public Device Device { get; init; } = Device.Default;

    /// <summary>Whether ONNX Runtime rewrites the graph for speed before it runs.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>
    /// Graphs of more nodes are run as they are: each of the dozens of optimizations sorts the whole graph again, in a time
    /// that grows with the square of how many nodes can run side by side.
    /// </summary>
    public int LargestOptimized { get; init; } = 20_000;

    /// <summary>
    /// Constants of at most so many bytes are copied into the session. Larger ones are lent to it where they lie; smaller ones
    /// are not worth it, and shapes among them have to be read before anything is lent.
    /// </summary>
    public int LargestCopied { get; init; } = 1 << 16;

    /// <summary>
    /// Constants that take more bytes than this in all are used as they lie. Below, ONNX Runtime may keep a second copy that
    /// its products go through faster.
    /// </summary>
    public long LargestPacked { get; init; } = 1L << 30;

    /// <summary>
    /// Whether a graph with convolutions is brought into a form that is made for this processor, convolutions and what lies between them
    /// in blocks of channels, where there is something to gain; on other devices it is not. <c>ASCRIBE_LAYOUT=standard</c> turns it off.
    /// </summary>
    public bool Blocked { get; init; } =
        !string.Equals(
            Environment.GetEnvironmentVariable("ASCRIBE_LAYOUT"),
            "standard",
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>Whether weights may be kept a second time in an order that products go through faster, though nothing else is optimized.</summary>
    internal bool Packed { get; init; }

    /// <summary>
    /// Whether results lie in memory that serves run after run. What <see cref="OrderedRuns"/> hands over then holds until whoever takes it returns.
    /// </summary>
    public bool LendsResults { get; init; }

    /// <summary>Threads inside one run.</summary>
    public int ThreadsPerRun { get; init; } = 1;
}
