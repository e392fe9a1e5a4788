using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe;

/// <summary>Whether tensors fit the inputs that they are meant for.</summary>
internal static class InputCheck
{
    /// <summary>The shapes of the inputs.</summary>
    /// <exception cref="ModelException">An input lacks, is unknown, or has another type, rank, extent or batch.</exception>
    public static ImmutableDictionary<string, ImmutableArray<long>> Shapes(
        Graph graph,
        ImmutableDictionary<string, Tensor> inputs
    )
    {
        if (inputs.Keys.FirstOrDefault(name => graph.Inputs.All(i => i.Name != name)) is { } unknown)
            throw new ModelException(
                $"the model has no input '{unknown}'; its inputs are {string.Join(", ", graph.Inputs)}."
            );
        foreach (var input in graph.Inputs)
            Check(
                input,
                inputs.GetValueOrDefault(input.Name) ?? throw new ModelException($"the input {input} is missing.")
            );
        var batches = inputs.Values.Select(t => t.Shape[0]).Distinct().ToArray();
        if (batches.Length > 1)
            throw new ModelException(
                $"the inputs hold different numbers of examples: {string.Join(", ", inputs.Select(i => $"{i.Key} {i.Value.Shape[0]}"))}."
            );
        if (batches is [0])
            throw new ModelException("the inputs hold no example.");
        return inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Shape, StringComparer.Ordinal);
    }

    private static void Check(ValueInfo input, Tensor tensor)
    {
        // Half precision is read in single precision, so that both are as good.
        if (
            tensor.ElementType != input.ElementType
            && !(input.ElementType.IsHalf() && tensor.Widened().ElementType == ElementType.Float32)
        )
            throw new ModelException(
                $"the input {input} was given {tensor}: its elements have to be {input.ElementType.OnnxName()}."
            );
        if (tensor.Rank == 0)
            throw new ModelException($"the input {input} was given a single number without a batch axis.");
        if (input.Shape is not { } dims)
            return;
        if (dims is [{ Extent: > 1 }, ..])
            throw new ModelException(
                $"the input {input} takes {dims[0]} examples at once, no more and no less; export the model with a free batch axis, or with a batch of 1."
            );
        var fits =
            dims.Length == tensor.Rank
            && dims.Skip(1).Zip(tensor.Shape.Skip(1)).All(p => !p.First.IsFixed || p.First.Extent == p.Second);
        if (!fits)
            throw new ModelException($"the input {input} was given {tensor}: the shapes do not fit.");
    }
}
