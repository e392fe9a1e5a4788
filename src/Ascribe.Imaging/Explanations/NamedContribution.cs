using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A contribution with the name of what contributes: a column, a token, or an entry by its place.</summary>
/// <param name="Name">What contributes.</param>
/// <param name="Value">How much, in units of the target.</param>
public sealed record NamedContribution(string Name, double Value)
{
    /// <summary>How far chance may have moved it; null where nothing tells.</summary>
    public double? StandardError { get; init; }

    /// <summary>The contributions to one example, in the feature's order.</summary>
    /// <param name="feature">The feature's name, for entries that have none of their own.</param>
    /// <param name="values">The contributions, [1, …].</param>
    /// <param name="columns">Names along the last axis; empty where there are none.</param>
    /// <param name="tokens">Tokens along the first axis behind the batch, over whose rows is summed; empty where there are none.</param>
    /// <param name="errors">Standard errors of tokens, or of entries where there are no tokens; empty where nothing tells.</param>
    internal static ImmutableArray<NamedContribution> Of(
        string feature,
        Tensor values,
        ImmutableArray<string> columns,
        ImmutableArray<string> tokens,
        ReadOnlySpan<double> errors
    )
    {
        var numbers = values.ToDoubles();
        var named = new NamedContribution[tokens.IsEmpty ? numbers.Length : tokens.Length];
        for (var i = 0; i < named.Length; i++)
        {
            var contribution = tokens.IsEmpty
                ? new NamedContribution(NameOf(feature, values.Shape, columns, i), numbers[i])
                : new NamedContribution(tokens[i], Row(numbers, values, i));
            var error = i < errors.Length && !double.IsNaN(errors[i]) ? errors[i] : (double?)null;
            named[i] = contribution with { StandardError = error };
        }
        return [.. named];
    }

    private static double Row(double[] numbers, Tensor values, int row)
    {
        var width = numbers.Length / (int)values.Shape[1];
        return numbers.AsSpan(row * width, width).ToArray().Sum();
    }

    /// <summary>A column's name, with the place along the axes before it where there are any; or all places.</summary>
    internal static string NameOf(string feature, ImmutableArray<long> shape, ImmutableArray<string> columns, int entry)
    {
        var places = Places(shape, entry);
        if (columns.IsEmpty || columns.Length != shape[^1])
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
