namespace Ascribe;

/// <summary>How the work is done; nothing here changes what comes out beyond rounding, the seed excepted.</summary>
public sealed record Execution
{
    /// <summary>As many runs side by side as there are processors, micro-batches chosen by memory.</summary>
    public static Execution Default { get; } = new();

    /// <summary>Rows in one run; null to choose by <see cref="MemoryPerRun"/>.</summary>
    public int? MicroBatch { get; init; }

    /// <summary>Runs side by side.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Bytes that the values of one run may take, as far as the choice of the micro-batch decides it. Small batches side by side are as fast
    /// as large ones.
    /// </summary>
    public long MemoryPerRun { get; init; } = 64L << 20;

    /// <summary>
    /// Bytes that all may take together, as far as the choice of rows and workers decides it; null for <see cref="Onnx.MemoryLimit"/>. See
    /// <see cref="MemoryPlan"/>.
    /// </summary>
    public long? MemoryLimit { get; init; }

    /// <summary>The seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>Told how far the work is.</summary>
    public IProgress<Progress>? Progress { get; init; }

    /// <summary>The same for one of several equal parts of the work.</summary>
    /// <param name="part">Which, counted from 0.</param>
    /// <param name="parts">How many there are.</param>
    public Execution Part(int part, int parts) =>
        Progress is { } whole ? this with { Progress = new PartOfProgress(whole, part, parts) } : this;
}
