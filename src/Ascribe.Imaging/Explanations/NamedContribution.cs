using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A contribution with the name of what contributes: a column, a token, or an entry by its place.</summary>
/// <param name="Name">What contributes.</param>
/// <param name="Value">How much, in units of the target.</param>
public sealed record NamedContribution(string Name, double Value)
{
    /// <summary>The contributions to one example, in the feature's order.</summary>
    /// <param name="feature">The feature's name, for entries that have none of their own.</param>
    /// <param name="values">The contributions, [1, …].</param>
    /// <param name="columns">Names along the last axis; empty where there are none.</param>
    /// <param name="tokens">Tokens along the first axis behind the batch, over whose rows is summed; empty where there are none.</param>
    internal static ImmutableArray<NamedContribution> Of(
        string feature,
        Tensor values,
        ImmutableArray<string> columns,
        ImmutableArray<string> tokens
    )
    {
        var numbers = values.ToDoubles();
        if (!tokens.IsEmpty)
            return [.. tokens.Select((token, i) => new NamedContribution(token, Row(numbers, values, i)))];
        return [.. numbers.Select((value, i) => new NamedContribution(NameOf(feature, values, columns, i), value))];
    }

    private static double Row(double[] numbers, Tensor values, int row)
    {
        var width = numbers.Length / (int)values.Shape[1];
        return numbers.AsSpan(row * width, width).ToArray().Sum();
    }

    /// <summary>A column's name, with the place along the axes before it where there are any; or all places.</summary>
    private static string NameOf(string feature, Tensor values, ImmutableArray<string> columns, int entry)
    {
        var places = Places(values.Shape, entry);
        if (columns.IsEmpty || columns.Length != values.Shape[^1])
            return places.IsEmpty ? feature : $"{feature}[{string.Join(',', places)}]";
        var before = places[..^1];
        return columns[(int)places[^1]] + (before.IsEmpty ? "" : $"[{string.Join(',', before)}]");
    }

    /// <summary>Where an entry stands behind the batch axis.</summary>
    private static ImmutableArray<long> Places(ImmutableArray<long> shape, long entry)
    {
        var places = new long[Math.Max(0, shape.Length - 1)];
        for (var axis = shape.Length - 1; axis > 0; axis--)
        {
            places[axis - 1] = entry % shape[axis];
            entry /= shape[axis];
        }
        return [.. places];
    }
}
