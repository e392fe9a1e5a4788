using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The scalar that is explained: a weighted sum of the entries of one value of the model, chosen example by example.</summary>
/// <remarks>
/// The value is the model's first output unless <see cref="ValueName"/> names another output or a hidden value. A target may stand for
/// several scalars, see <see cref="Count"/>.
/// </remarks>
public abstract record Target
{
    /// <summary>The largest entry of the output, for each example its own: the class that the model decided for.</summary>
    public static Target Top { get; } = new TopTarget();

    /// <summary>The output or hidden value that the target is read from; null for the model's first output.</summary>
    public string? ValueName { get; init; }

    /// <summary>One class of an output [N, classes].</summary>
    /// <param name="index">The class, counted from 0.</param>
    public static Target Class(long index) => new IndexTarget([index]);

    /// <summary>One entry of an output of any rank.</summary>
    /// <param name="index">Its place behind the batch axis; empty for an output that holds one number per example.</param>
    public static Target At(params ReadOnlySpan<long> index) => new IndexTarget([.. index]);

    /// <summary>A hidden neuron: one entry of a named value.</summary>
    /// <param name="value">The value's name.</param>
    /// <param name="index">The entry's place behind the batch axis.</param>
    public static Target Neuron(string value, params ReadOnlySpan<long> index) =>
        new IndexTarget([.. index]) { ValueName = value };

    /// <summary>The sum of several entries.</summary>
    /// <param name="indices">Their places behind the batch axis.</param>
    public static Target Sum(params ImmutableArray<ImmutableArray<long>> indices) => new SumTarget(indices);

    /// <summary>The largest entries of the output, for each example its own, each explained by itself.</summary>
    /// <param name="count">How many. Of equal entries the first come first.</param>
    /// <exception cref="ModelException">It is below 1.</exception>
    public static Target TopK(int count) =>
        count >= 1
            ? new TopTargets(count)
            : throw new ModelException($"the {count} largest entries cannot be explained; ask for at least 1.");

    /// <summary>Several targets, each explained by itself.</summary>
    /// <param name="targets">Entries, or sums of entries, of one and the same value.</param>
    /// <exception cref="ModelException">There is none, or they are read from different values.</exception>
    public static Target Each(params ImmutableArray<Target> targets) => SeveralTargets.Of(targets);

    /// <summary>How many scalars this stands for; more than 1 only with <see cref="TopK"/> and <see cref="Each"/>.</summary>
    /// <remarks>
    /// Every example is then explained for each of them. Whatever has a row for each example – contributions, outputs, entries, scores –
    /// has E·Count rows, those of an example following each other: row e·Count + t is about example e and scalar t. The model
    /// runs up to the target once for each example all the same, and where targets have the same baselines, methods along paths and methods that
    /// take things away run it once for several of them.
    /// </remarks>
    public virtual int Count => 1;

    /// <summary>The weights that make the target of the value, Σ weights ⊙ value.</summary>
    /// <param name="value">The value at the examples, [E, …].</param>
    /// <returns>Weights [E·Count, …] in the value's type; those of an example follow each other.</returns>
    /// <exception cref="ModelException">The target asks for an entry that the value does not have.</exception>
    public abstract Tensor Weights(Tensor value);

    /// <summary>What is explained, for people: <c>top</c>, <c>7</c>, <c>mixed4e[3,0,0]</c>.</summary>
    public sealed override string ToString() => ValueName is null ? Selection : $"{ValueName}[{Selection}]";

    /// <summary>Which entries.</summary>
    protected abstract string Selection { get; }

    /// <summary>Writes the weights into a graph, so that they are chosen where it runs.</summary>
    /// <param name="value">The value that the target is read from, with known shape.</param>
    /// <returns>Weights that broadcast over the batch, or one set per example.</returns>
    internal virtual Value WriteWeights(Value value) =>
        value.Builder.Constant(Weights(Tensor.Filled(value.ElementType, Single(value), 0)), hint: "selection");

    /// <summary>The extents of one example.</summary>
    /// <exception cref="ModelException">The value has no batch axis, or another extent is free.</exception>
    internal static ImmutableArray<long> Single(Value value) =>
        value.Rank > 0
            ? [1, .. Enumerable.Range(1, value.Rank - 1).Select(axis => value.Info.Extent(axis))]
            : throw new ModelException(
                $"the target's value '{value.Name}' is a single number for all examples together; aim at one with a batch axis."
            );

    /// <summary>Writes Σ weights ⊙ value, one number per example, [N].</summary>
    internal static Value WriteSum(Value value, Value weights)
    {
        var shape = value.Info.Shape!.Value;
        var chosen = value.Builder.Shaped(value * weights, shape.AsSpan());
        long[] axes = [.. Enumerable.Range(1, shape.Length - 1).Select(axis => (long)axis)];
        return axes.Length == 0 ? chosen : value.Builder.Shaped(Op.ReduceSum(chosen, axes, keepDims: false), shape[0]);
    }

    /// <summary>Weights that are 1 at one entry of each example.</summary>
    internal static Tensor OneHot(Tensor value, Func<int, int> entryOf)
    {
        var examples = (int)(value.Rank == 0 ? 1 : value.Shape[0]);
        var size = value.Length / Math.Max(1, examples);
        var weights = new double[value.Length];
        for (var example = 0; example < examples; example++)
            weights[example * size + entryOf(example)] = 1;
        return Tensor.Of(weights, value.Shape.AsSpan()).To(value.ElementType);
    }
}
