using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Examples with the classes that they belong to.</summary>
/// <param name="Inputs">A tensor per input of the model, [E, …].</param>
/// <param name="Classes">The class of each example, counted from 0.</param>
public sealed record LabeledBatch(ImmutableDictionary<string, Tensor> Inputs, ImmutableArray<long> Classes)
{
    /// <summary>The number of examples.</summary>
    public int Count => Classes.Length;

    /// <summary>Neighboring examples; no copy.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    public LabeledBatch Slice(int start, int count) =>
        new(
            Inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Rows(start, count), StringComparer.Ordinal),
            Classes.Slice(start, count)
        );

    /// <summary>The first examples, or all where there are fewer; no copy.</summary>
    /// <param name="count">How many at most.</param>
    public LabeledBatch First(int count) => Slice(0, Math.Min(count, Count));

    /// <summary>The examples in their order, a few at a time; no copy.</summary>
    /// <param name="rows">How many at a time.</param>
    public IEnumerable<LabeledBatch> Batches(int rows)
    {
        for (var start = 0; start < Count; start += rows)
            yield return Slice(start, Math.Min(rows, Count - start));
    }

    /// <summary>The same for a model, one at a time for what an exporter made for one example.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">How many at a time where the model takes any number.</param>
    public IEnumerable<LabeledBatch> BatchesFor(Model model, int rows) =>
        Batches(model.Graph.Inputs.Any(i => i.Shape is [{ IsFixed: true }, ..]) ? 1 : rows);

    /// <summary>Some of the examples, copied, in the order of the rows given.</summary>
    public LabeledBatch Pick(params ImmutableArray<int> rows) =>
        new(Rows([.. rows]), [.. rows.Select(r => Classes[r])]);

    /// <summary>The first examples of each class, in their order.</summary>
    /// <param name="perClass">How many of each at most.</param>
    public LabeledBatch FirstOfEach(int perClass) =>
        Pick([.. Classes.Index().GroupBy(c => c.Item, c => c.Index).SelectMany(g => g.Take(perClass)).Order()]);

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
