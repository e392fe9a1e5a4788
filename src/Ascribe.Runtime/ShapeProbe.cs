using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Runtime;

/// <summary>Learns every shape of a graph by running it at two batch sizes with every value as an output.</summary>
/// <remarks>Exact for every operator, since the operators themselves say it: there is no shape inference to be wrong.</remarks>
public static class ShapeProbe
{
    private const int SmallBatch = 2;
    private const int LargeBatch = 3;

    /// <summary>The model with the type and shape of every value; the batch axis is named N wherever it appears.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">
    /// Shapes of inputs that the model leaves open, by input name, batch axis included; its extent there does not matter.
    /// </param>
    /// <exception cref="ModelException">An input's shape is not known, or the model cannot be run.</exception>
    public static Model Learn(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null)
    {
        // One input whose batch is free makes hidden ones free, even if it is fixed in another.
        var free = model.Graph.Inputs.Any(i => i.Shape is not { Length: > 0 } shape || !shape[0].IsFixed);
        IReadOnlyDictionary<string, Tensor>[] probes =
        [
            Probes(model.Graph, shapes, SmallBatch),
            .. free ? [Probes(model.Graph, shapes, LargeBatch)] : Array.Empty<IReadOnlyDictionary<string, Tensor>>(),
        ];
        var surveys = ValueSurvey.Of(model, [.. probes]);
        var (small, large) = (surveys[0], surveys[^1]);
        var infos = small.ToImmutableDictionary(s => s.Key, s => Merged(s.Value, large[s.Key]), StringComparer.Ordinal);
        var graph = model.Graph;
        return model with
        {
            Graph = graph with
            {
                Inputs = [.. graph.Inputs.Select(i => InputInfo(i, shapes))],
                Outputs = [.. graph.Outputs.Select(o => infos.GetValueOrDefault(o.Name, o))],
                Values = infos,
            },
        };
    }

    /// <summary>Whether any number of examples can be given at once.</summary>
    public static bool HasFreeBatch(Graph graph) =>
        graph.Inputs.Length > 0 && graph.Inputs.All(i => i.Shape is not { Length: > 0 } shape || !shape[0].IsFixed);

    /// <summary>Made-up inputs that fit a graph: numbers in [0, 1), the same ones every time; zeros where numbers are whole.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="batch">Examples, where the batch is free.</param>
    /// <param name="shapes">Shapes of inputs that the graph leaves open.</param>
    /// <exception cref="ModelException">An input's shape is not known.</exception>
    public static IReadOnlyDictionary<string, Tensor> Example(
        Graph graph,
        int batch = 1,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    ) => Probes(graph, shapes, batch);

    private static Dictionary<string, Tensor> Probes(
        Graph graph,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes,
        int batch
    )
    {
        var random = new Random(1);
        var inputs = graph.Inputs.Select(i => InputInfo(i, shapes)).ToArray();
        MemoryLimit.Require(
            inputs.Sum(i => (double)Tensor.CountOf(Extents(i, batch)) * i.ElementType.SizeInBytes()),
            $"what the model takes ({string.Join(", ", inputs.Select(i => i.ToString()))})"
        );
        return inputs.ToDictionary(i => i.Name, i => Probe(i, Extents(i, batch), random), StringComparer.Ordinal);
    }

    private static ImmutableArray<long> Extents(ValueInfo input, int batch) =>
        [.. input.Shape!.Value.Select(d => d.Extent ?? batch)];

    private static ValueInfo InputInfo(ValueInfo input, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes)
    {
        if (input.ElementType.SizeInBytes() == 0 && input.ElementType != ElementType.String)
            throw new ModelException(
                $"the input '{input.Name}' is declared to hold elements of type {input.ElementType.OnnxName()}, which are not supported."
            );
        var given = shapes?.GetValueOrDefault(input.Name) ?? default;
        if (input.Shape is { } declared && (given.IsDefault || given.Length == declared.Length))
            return input with { Shape = [.. declared.Select((dim, axis) => Resolved(input, dim, axis, given))] };
        if (given.IsDefault)
            throw new ModelException(
                $"the input '{input.Name}' has no declared shape; give one, or an input to explain."
            );
        return input.Shape is null
            ? input with
            {
                Shape = [.. given.Select((extent, axis) => axis == 0 ? Dim.Batch : extent)],
            }
            : throw new ModelException(
                $"the input '{input.Name}' is {input}, but was given [{string.Join(',', given)}]."
            );
    }

    private static Dim Resolved(ValueInfo input, Dim dim, int axis, ImmutableArray<long> given)
    {
        if (dim.IsFixed)
            return given.IsDefault || axis == 0 || given[axis] == dim.Extent
                ? dim
                : throw new ModelException(
                    $"the input '{input.Name}' is {input}, but was given [{string.Join(',', given)}]."
                );
        if (axis == 0)
            return Dim.Batch;
        return given.IsDefault
            ? throw new ModelException(
                $"axis {axis} of the input '{input.Name}' is open ({input}); give an input, or a shape."
            )
            : given[axis];
    }

    private static Tensor Probe(ValueInfo input, ImmutableArray<long> shape, Random random) =>
        input.ElementType switch
        {
            ElementType.Float64 => Noise(shape, random, v => v),
            ElementType.Float32 => Noise(shape, random, v => (float)v),
            ElementType.Float16 => Noise(shape, random, v => (Half)v),
            ElementType.BFloat16 => Noise(shape, random, v => (BFloat16)(float)v),
            ElementType.String => new Tensor(shape, [.. Enumerable.Repeat("", (int)Tensor.CountOf(shape))]),
            _ => Tensor.Filled(input.ElementType, shape, 0),
        };

    private static Tensor Noise<T>(ImmutableArray<long> shape, Random random, Func<double, T> of)
        where T : unmanaged
    {
        var values = new T[Tensor.CountOf(shape)];
        for (var i = 0; i < values.Length; i++)
            values[i] = of(random.NextDouble());
        return Tensor.Of(values, shape.AsSpan());
    }

    private static ValueInfo Merged(ValueInfo small, ValueInfo large)
    {
        var (a, b) = (small.Shape!.Value, large.Shape!.Value);
        return a.Length == b.Length
            ? small with
            {
                Shape = [.. a.Zip(b, (s, l) => Merged(s.Extent!.Value, l.Extent!.Value))],
            }
            : small with
            {
                Shape = null,
            };
    }

    private static Dim Merged(long small, long large)
    {
        if (small == large)
            return small;
        if (small * LargeBatch != large * SmallBatch)
            return new Dim(null);
        return small == SmallBatch ? Dim.Batch : new Dim(null, $"{small / SmallBatch}N");
    }
}
