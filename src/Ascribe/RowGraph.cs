using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>A graph of what lies behind the features, ready to be run on rows: points of legs, places, coalitions, baselines.</summary>
internal sealed class RowGraph : IDisposable
{
    /// <summary>Work is cut into so many runs at least, whatever the workers, so that they share it evenly and sums do not depend on them.</summary>
    private const int FewestRuns = 16;

    private readonly Session session;
    private readonly long constants;
    private readonly long inRuns;
    private readonly long perRow;
    private readonly bool isGradient;
    private readonly bool oneAtATime;

    /// <summary>Makes a graph ready.</summary>
    /// <param name="compilation">What it was made of.</param>
    /// <param name="model">The graph, put together from canonical parts.</param>
    /// <param name="isGradient">Whether it has a way back.</param>
    public RowGraph(Compilation compilation, Model model, bool isGradient)
    {
        constants = compilation.Canonical.Graph.ConstantBytes;
        inRuns = Session.ConstantBytes(compilation.Canonical.Graph);
        perRow = MemoryEstimate.PeakPerExample(model.Graph);
        this.isGradient = isGradient;
        oneAtATime = compilation.BatchObstacle is not null;
        session = Session.OfParts(model, SessionSettings.Default with { LendsResults = true });
    }

    /// <summary>What runs take, and how many rows go into one.</summary>
    /// <exception cref="ModelException">A single row does not fit into the memory limit.</exception>
    public MemoryPlan Plan(Execution execution) =>
        MemoryPlan.Of(constants, inRuns, isGradient, perRow, execution, oneAtATime);

    /// <summary>Rows in one run of a piece of work.</summary>
    /// <param name="execution">How the work is done.</param>
    /// <param name="total">Rows in all; 0 where that is not known.</param>
    public int Rows(Execution execution, long total)
    {
        var rows = Plan(execution).Rows;
        return total == 0 || execution.MicroBatch is not null
            ? rows
            : (int)Math.Clamp((total + FewestRuns - 1) / FewestRuns, 1, rows);
    }

    /// <summary>
    /// Runs side by side, as many as the plan has; see <see cref="OrderedRuns.Run"/>. What comes out holds no longer than <paramref name="take"/> takes.
    /// </summary>
    public void Run(
        IEnumerable<IReadOnlyDictionary<string, Tensor>> feeds,
        Execution execution,
        Action<int, ImmutableArray<Tensor>> take,
        CancellationToken cancellation
    ) => OrderedRuns.Run(session, feeds, Plan(execution).Workers, take, cancellation);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();
}
