using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;
using Tensor = Ascribe.Onnx.Tensor;

namespace Ascribe.Runtime;

/// <summary>Whether examples that share a run get what each gets alone.</summary>
public static class BatchIndependence
{
    /// <summary>The largest relative distance, by L2, that the order of summation alone explains.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Runs two made-up examples together, and one by one.</summary>
    /// <param name="model">A canonical model of free batch.</param>
    /// <param name="reference">The model that single examples are run by.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">A model cannot be run.</exception>
    public static bool Holds(
        Model model,
        Model reference,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    )
    {
        const int Examples = 2;
        var batched = model
            .Graph.Inputs.Where(i => i.Shape is not { } shape || shape is [{ IsFixed: false }, ..])
            .Select(i => i.Name)
            .ToHashSet(StringComparer.Ordinal);
        var feeds = ShapeProbe
            .Example(model.Graph, Examples, shapes)
            .ToDictionary(
                f => f.Key,
                f => batched.Contains(f.Key) ? Numbered(f.Value) : f.Value,
                StringComparer.Ordinal
            );
        using var together = new Session(model, SessionSettings.Once);
        using var alone = new Session(reference, SessionSettings.Once);
        var joint = together.Run(feeds);
        return Enumerable
            .Range(0, Examples)
            .All(example =>
                alone
                    .Run(feeds.ToDictionary(f => f.Key, f => Single(f.Key, f.Value, example), StringComparer.Ordinal))
                    .Zip(joint)
                    .All(pair => IsRow(pair.First, pair.Second, example))
            );

        Tensor Single(string name, Tensor value, int example) =>
            batched.Contains(name) ? value.Rows(example, 1) : value;

        static bool IsRow(Tensor single, Tensor all, int example) =>
            all.Rank > 0
            && all.Shape[0] == Examples
            && single.Rank == all.Rank
            && single.Shape[0] == 1
            && Agree(single, all.Rows(example, 1));
    }

    /// <summary>Whole numbers are made to differ between examples too.</summary>
    private static Tensor Numbered(Tensor probe) =>
        probe.ElementType.IsFloating() || probe.ElementType == ElementType.String
            ? probe
            : Tensor.Stacked([
                .. Enumerable
                    .Range(0, (int)probe.Shape[0])
                    .Select(example => Tensor.Filled(probe.ElementType, probe.Shape.SetItem(0, 1), example)),
            ]);

    private static bool Agree(Tensor single, Tensor row)
    {
        if (single.ElementType == ElementType.String)
            return single.Texts.SequenceEqual(row.Texts, StringComparer.Ordinal);
        var (a, b) = (single.ToDoubles(), row.ToDoubles());
        var finite = Enumerable.Range(0, a.Length).Where(i => double.IsFinite(a[i])).ToArray();
        if (a.Length != b.Length || finite.Length != b.Count(double.IsFinite))
            return false;
        if (finite.Length == 0)
            return true;
        double[] expected = [.. finite.Select(i => a[i])];
        double[] actual = [.. finite.Select(i => b[i])];
        return TensorPrimitives.Distance<double>(expected, actual)
            <= Tolerance * TensorPrimitives.Norm<double>(expected);
    }
}
