using System.Collections.Immutable;

namespace Ascribe;

/// <summary>References as baselines at the features.</summary>
internal static class ReferenceEnds
{
    /// <summary>For each example the references that it meets, by <see cref="PathPort"/>, [1, …] each.</summary>
    /// <param name="references">A tensor per input of the model, [R, …]; empty for the question's own baseline as the only one.</param>
    /// <param name="compilation">The model.</param>
    /// <param name="situation">The examples.</param>
    /// <param name="execution">How to run the model on the references.</param>
    /// <param name="cancellation">Ends that early.</param>
    public static ImmutableArray<ImmutableArray<ImmutableDictionary<string, Tensor>>> Of(
        ImmutableDictionary<string, Tensor> references,
        Compilation compilation,
        Situation situation,
        Execution execution,
        CancellationToken cancellation
    )
    {
        if (references.IsEmpty)
            return
            [
                .. situation.Rows.Select(row =>
                    ImmutableArray.Create(
                        compilation
                            .Features.Select(PathPort.Baseline)
                            .ToImmutableDictionary(p => p, p => row[p], StringComparer.Ordinal)
                    )
                ),
            ];
        var values = compilation.Forward.Run(references, execution, cancellation);
        var count = (int)references.Values.First().Shape[0];
        var shared = Enumerable
            .Range(0, count)
            .Select(r =>
                compilation.Features.ToImmutableDictionary(
                    PathPort.Baseline,
                    f => values[f].Rows(r, 1),
                    StringComparer.Ordinal
                )
            )
            .ToImmutableArray();
        return [.. situation.Rows.Select(_ => shared)];
    }
}
