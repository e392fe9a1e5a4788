using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Players;

namespace Ascribe;

/// <summary>How much each element of each feature contributed to the target, and how far that can be trusted.</summary>
/// <remarks>E counts examples; where a target stands for several scalars, an example counts once for each, see <see cref="Target.Count"/>.</remarks>
public sealed record Attribution
{
    /// <summary>
    /// Contributions by feature, each of the feature's shape [E, …], in units of the target where the method does not say otherwise.
    /// </summary>
    public required ImmutableSortedDictionary<string, Tensor> Values { get; init; }

    /// <summary>F(x): the target at the examples, [E].</summary>
    public required Tensor Output { get; init; }

    /// <summary>F(b): the target at the baseline, [E]. NaN where the method compares with none.</summary>
    public required Tensor BaselineOutput { get; init; }

    /// <summary>
    /// ΣR − (F(x) − F(b)) for each example, [E]: what a quadrature left over. NaN where the method does not claim completeness.
    /// </summary>
    public required Tensor CompletenessGap { get; init; }

    /// <summary>Which entry of the target's value was explained, [E]: row-major within the example; −1 for several.</summary>
    public required ImmutableArray<long> Entries { get; init; }

    /// <summary>The value that the target was read from, at the examples, [E, …]: usually the scores of all classes.</summary>
    public required Tensor Scores { get; init; }

    /// <summary>
    /// How far chance may have moved each contribution: its standard error, of the shapes of <see cref="Values"/>. Empty where nothing
    /// was drawn.
    /// </summary>
    public ImmutableSortedDictionary<string, Tensor> StandardErrors { get; init; } =
        ImmutableSortedDictionary<string, Tensor>.Empty;

    /// <summary>What whole players contributed to each example, [E]. Empty where there were none.</summary>
    public ImmutableArray<PlayerValues> Players { get; init; } = [];

    /// <summary>Why these numbers are to be taken with care; empty where nothing stands out.</summary>
    public ImmutableArray<Warning> Warnings { get; init; } = [];

    /// <summary>How this was made.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>
    /// √Σ se² / √Σ φ² over the players of an example, or over its elements where there are none: the relative error to be expected of
    /// what was drawn. NaN where nothing tells.
    /// </summary>
    public double RelativeError(int example)
    {
        var (values, errors) = Players.IsEmpty
            ? (Elements(Values), Elements(StandardErrors))
            : ([.. Players[example].Values], [.. Players[example].StandardErrors]);
        return errors.Length == 0
            ? double.NaN
            : TensorPrimitives.Norm<double>(errors) / TensorPrimitives.Norm<double>(values);

        double[] Elements(ImmutableSortedDictionary<string, Tensor> tensors) =>
            [.. tensors.Values.SelectMany(t => t.Rows(example, 1).ToDoubles())];
    }
}
