namespace Ascribe.Runtime;

/// <summary>How ONNX Runtime is to run a graph.</summary>
/// <remarks>
/// The defaults are for many small runs side by side: one thread inside each run, as many runs at once as there are
/// processors. That is as fast as few large runs and takes a fraction of their memory.
/// </remarks>
public sealed record SessionSettings
{
    /// <summary>One thread inside a run, all of ONNX Runtime's optimizations.</summary>
    public static SessionSettings Default { get; } = new();

    /// <summary>For graphs that run once: no time is spent on optimizing them.</summary>
    public static SessionSettings Once { get; } = new() { Optimize = false };

    /// <summary>Whether ONNX Runtime rewrites the graph for speed before it runs.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Threads inside one run.</summary>
    public int ThreadsPerRun { get; init; } = 1;
}
