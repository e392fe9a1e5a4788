using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>Checked examples: inputs and targets by the names that the graph has for them, a row each.</summary>
/// <param name="Columns">The tensors, [Count, …] each.</param>
/// <param name="Count">The number of examples.</param>
internal sealed record Examples(ImmutableDictionary<string, Tensor> Columns, int Count)
{
    /// <summary>Checks examples against the model and its loss.</summary>
    /// <exception cref="ModelException">The examples do not fit the model or its loss, or hold what is no finite number.</exception>
    public static Examples Of(Model model, Objective objective, TrainingData data, Loss loss)
    {
        InputCheck.Shapes(model.Graph, data.Inputs);
        var count = (int)data.Inputs.Values.First().Shape[0];
        if (data.Targets.Rank == 0 || data.Targets.Shape[0] != count)
            throw new ModelException(
                $"there are {count} examples, but the targets are {data.Targets}: each needs a row."
            );
        var columns = objective
            .Canonical.Graph.Inputs.Select(i => KeyValuePair.Create(i.Name, data.Inputs[i.Name].To(i.ElementType)))
            .Append(KeyValuePair.Create(Objective.Targets, loss.Prepared(objective.Scores, data.Targets)))
            .ToImmutableDictionary(StringComparer.Ordinal);
        foreach (var (name, tensor) in columns)
            RequireFinite(name, tensor);
        return new Examples(columns, count);
    }

    /// <summary>Some of the examples, copied.</summary>
    public Examples Pick(ReadOnlySpan<int> rows)
    {
        var picked = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in Columns)
        {
            var bytes = new byte[(long)rows.Length * (tensor.Bytes.Length / Count)];
            CopyRows(tensor, rows, bytes);
            picked.Add(name, new Tensor(tensor.ElementType, tensor.Shape.SetItem(0, rows.Length), bytes));
        }
        return new Examples(picked.ToImmutable(), rows.Length);
    }

    /// <summary>Copies rows of a tensor one behind the other.</summary>
    public static void CopyRows(Tensor tensor, ReadOnlySpan<int> rows, Span<byte> to)
    {
        var size = tensor.Bytes.Length / (int)tensor.Shape[0];
        var from = tensor.Bytes.Span;
        for (var i = 0; i < rows.Length; i++)
            from.Slice(rows[i] * size, size).CopyTo(to[(i * size)..]);
    }

    private static void RequireFinite(string name, Tensor tensor)
    {
        var wrong = tensor.ElementType switch
        {
            ElementType.Float32 => FirstNonFinite(tensor.As<float>()),
            ElementType.Float64 => FirstNonFinite(tensor.As<double>()),
            _ => -1,
        };
        if (wrong < 0)
            return;
        var what = name == Objective.Targets ? "the targets hold" : $"the input '{name}' holds";
        throw new ModelException(
            $"{what} what is no finite number in example {wrong / (tensor.Length / tensor.Shape[0])}; fill in what is missing first."
        );
    }

    private static int FirstNonFinite<T>(ReadOnlySpan<T> numbers)
        where T : System.Numerics.INumberBase<T>
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!T.IsFinite(numbers[i]))
                return i;
        }
        return -1;
    }
}
