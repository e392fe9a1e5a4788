using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Examples with the classes that they belong to.</summary>
/// <param name="Inputs">A tensor per input of the model, [E, …].</param>
/// <param name="Classes">The class of each example, counted from 0.</param>
public sealed record LabeledBatch(ImmutableDictionary<string, Tensor> Inputs, ImmutableArray<long> Classes)
{
    /// <summary>The examples of one class after the other.</summary>
    /// <exception cref="ModelException">There are not as many classes as examples.</exception>
    internal IEnumerable<(long Class, ImmutableDictionary<string, Tensor> Inputs)> ByClass()
    {
        foreach (var (name, tensor) in Inputs.Where(i => i.Value.Rank == 0 || i.Value.Shape[0] != Classes.Length))
            throw new ModelException($"there are {Classes.Length} classes, but '{name}' is {tensor}: one class each.");
        return Classes
            .Index()
            .GroupBy(c => c.Item, c => c.Index)
            .OrderBy(g => g.Key)
            .Select(g => (g.Key, Rows(g.ToArray())));
    }

    private ImmutableDictionary<string, Tensor> Rows(int[] rows) =>
        Inputs.ToImmutableDictionary(i => i.Key, i => TensorPlaces.Of(i.Value, 0, rows), StringComparer.Ordinal);
}
