using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>What explaining takes in memory, before anything is run, and how many rows are run at once for that.</summary>
/// <param name="Fixed">Bytes that do not depend on the rows: the process, and the constants of the model and of the graphs made from it.</param>
/// <param name="PerRow">Bytes of one row's values, see <see cref="MemoryEstimate.PeakPerExample"/>.</param>
/// <param name="Rows">Rows in one run.</param>
/// <param name="Workers">Runs side by side.</param>
public sealed record MemoryPlan(long Fixed, long PerRow, int Rows, int Workers)
{
    private const int MostRows = 1024;

    /// <summary>.NET, ONNX Runtime and ourselves, with what lies about between two collections of garbage.</summary>
    private const long Process = 200L << 20;

    /// <summary>The most bytes that are expected to be taken at the same time.</summary>
    public long Peak => Fixed + Workers * Rows * PerRow;

    /// <summary>Chooses rows and workers.</summary>
    /// <param name="constants">Bytes of the constants of the canonical model.</param>
    /// <param name="inRuns">Bytes that they take where they are run with, see <see cref="Session.ConstantBytes"/>.</param>
    /// <param name="isGradient">Whether the graph has a way back, with constants of its own.</param>
    /// <param name="perRow">Bytes of one row's values.</param>
    /// <param name="execution">How the work is done.</param>
    /// <param name="oneAtATime">Whether rows must not share a run.</param>
    /// <exception cref="ModelException">The values of a single row are larger than the limit.</exception>
    public static MemoryPlan Of(
        long constants,
        long inRuns,
        bool isGradient,
        long perRow,
        Execution execution,
        bool oneAtATime
    )
    {
        var limit = execution.MemoryLimit ?? MemoryLimit.Bytes;
        if (perRow > limit)
            throw new ModelException(
                $"what the graph computes for a single example takes {MemorySize.Text(perRow)} at a time and does not fit into the memory limit of {MemorySize.Text(limit)}; raise it by --max-memory."
            );
        // The model's own, those that the way to the features runs with, those behind the features, and those of the way back.
        var fixedBytes = Process + constants + inRuns * (isGradient ? 3 : 2);
        var room = Math.Max(1, (limit - fixedBytes) / Math.Max(1, perRow));
        var workers = (int)Math.Clamp(execution.Workers, 1, room);
        var rows = oneAtATime
            ? 1
            : execution.MicroBatch ?? (int)Math.Clamp(execution.MemoryPerRun / Math.Max(1, perRow), 1, MostRows);
        return new MemoryPlan(fixedBytes, perRow, (int)Math.Clamp(rows, 1, Math.Max(1, room / workers)), workers);
    }
}
