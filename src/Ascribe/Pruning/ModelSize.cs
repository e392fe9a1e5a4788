using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>How large a model is, and how much work an example is to it.</summary>
/// <param name="Parameters">Stored numbers that are weights: constants of floating type, and integers that DequantizeLinear reads.</param>
/// <param name="Bytes">Bytes of the model as a file.</param>
/// <param name="MultiplyAdds">Products of Conv, ConvTranspose, Gemm and MatMul, each with its addition, for one example.</param>
public sealed record ModelSize(long Parameters, long Bytes, long MultiplyAdds)
{
    /// <summary>Billions of floating-point operations for one example: a multiplication and an addition count as two.</summary>
    public double GigaFlops => 2e-9 * MultiplyAdds;

    /// <summary>Measures a model. Extents are learnt by running it, see <see cref="ShapeProbe"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">The model cannot be run, needs shapes, or is larger than 2 GiB.</exception>
    public static ModelSize Of(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null)
    {
        var graph = ShapeProbe.Learn(model, shapes).Graph;
        var integers = graph
            .Nodes.Where(n => n.Op is "DequantizeLinear")
            .Select(n => n.Required(0))
            .ToHashSet(StringComparer.Ordinal);
        var parameters = graph
            .Constants.Where(c => c.Value.ElementType.IsFloating() || integers.Contains(c.Key))
            .Sum(c => (long)c.Value.Length);
        return new(parameters, model.ToBytes().LongLength, graph.Nodes.Sum(n => Products(graph, n)));
    }

    private static long Products(Graph graph, Node node)
    {
        if (node.Domain.Length > 0 || node.Op is not ("Conv" or "ConvTranspose" or "Gemm" or "MatMul"))
            return 0;
        var (x, w, y) = (
            Extents(graph, node.Required(0)),
            Extents(graph, node.Required(1)),
            Extents(graph, node.Output)
        );
        return node.Op switch
        {
            "Conv" => Size(y) * Size(w[1..]),
            "ConvTranspose" => Size(x) * Size(w[1..]),
            "Gemm" => Size(y) * x[node.Attributes.Int("transA") == 0 ? 1 : 0],
            _ => Size(y) * x[^1],
        };
    }

    private static long Size(ImmutableArray<long> extents) => extents.Aggregate(1L, (size, extent) => size * extent);

    /// <summary>The extents for one example: N is 1, 4N is 4.</summary>
    private static ImmutableArray<long> Extents(Graph graph, string value) =>
        graph.Info(value)?.Shape is { } shape
            ? [.. shape.Select(d => d.Extent ?? Multiple(d.Symbol))]
            : throw new ModelException($"the shape of '{value}' is not known, so its products cannot be counted.");

    private static long Multiple(string? symbol) =>
        symbol is { Length: > 1 } && long.TryParse(symbol[..^1], CultureInfo.InvariantCulture, out var multiple)
            ? multiple
            : 1;
}
