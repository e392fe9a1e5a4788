using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Shapes for inputs that leave axes open, so that a model can be looked into without an example.</summary>
internal static class SupposedShapes
{
    private const long Side = 224;
    private const long Length = 16;

    /// <summary>A shape for every input that has an open axis besides the batch and is given none.</summary>
    /// <remarks>Pictures get 224 by 224, anything else 16. Axes of one name get one extent, that of a given shape where it has one.</remarks>
    public static ImmutableSortedDictionary<string, ImmutableArray<long>> Of(
        Graph graph,
        IReadOnlyDictionary<string, ImmutableArray<long>>? given
    )
    {
        var extents = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (input, shape) in graph.Inputs.Select(i => (i, given?.GetValueOrDefault(i.Name) ?? default)))
        foreach (var (dim, axis) in Open(input).Where(o => !shape.IsDefault && o.Axis < shape.Length))
            extents.TryAdd(dim.Symbol ?? "", shape[axis]);
        return graph
            .Inputs.Where(i => given?.ContainsKey(i.Name) != true && Open(i).Any())
            .ToImmutableSortedDictionary(i => i.Name, Supposed, StringComparer.Ordinal);

        ImmutableArray<long> Supposed(ValueInfo input) =>
            [
                .. input.Shape!.Value.Select(
                    (dim, axis) => axis == 0 ? dim.Extent ?? 1 : dim.Extent ?? Known(dim) ?? Usual(input, axis)
                ),
            ];

        long? Known(Dim dim) =>
            dim.Symbol is { Length: > 0 } symbol && extents.TryGetValue(symbol, out var extent) ? extent : null;
    }

    private static IEnumerable<(Dim Dim, int Axis)> Open(ValueInfo input) =>
        input.Shape is { } shape
            ? shape.Select((dim, axis) => (dim, axis)).Where(d => d.axis > 0 && !d.dim.IsFixed)
            : [];

    /// <summary>Channels stand first or last, and where they are open too, there are three.</summary>
    private static long Usual(ValueInfo input, int axis)
    {
        var shape = input.Shape!.Value;
        if (shape.Length != 4 || !input.ElementType.IsFloating())
            return Length;
        var channels = shape[3] is { Extent: <= 4 } ? 3 : 1;
        return axis == channels ? 3 : Side;
    }
}
