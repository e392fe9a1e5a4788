using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>What is sent back through a graph, once for each pair of an example and a baseline: a reading made into a graph.</summary>
internal abstract record Propagation
{
    /// <summary>
    /// The graph. In, by <see cref="PathPort"/>: a feature at the example [1, …] and at the baselines [R, …] where there are any, the
    /// sides, the selection. Out: the target at the baselines, [R], then for each feature the sum over the rows, of its shape
    /// without the batch axis.
    /// </summary>
    /// <exception cref="NotDifferentiableException">A node on the way has no rule.</exception>
    public abstract Model Build(Compilation compilation);

    /// <summary>The sum over the rows.</summary>
    protected static Value Summed(Value rows) => Op.ReduceSum(rows, [0], keepDims: false);

    /// <summary>The names that nothing may swallow.</summary>
    protected static ImmutableHashSet<string> Visible(Compilation compilation) =>
        [.. compilation.Features, compilation.TargetValue];
}
