using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>An attribution that was found to answer a question.</summary>
internal sealed class Answer
{
    private const int FirstPositionAxis = 2;
    private readonly Attribution attribution;
    private readonly Dictionary<string, long[]> shapes;

    private Answer(Attribution attribution, Dictionary<string, long[]> shapes)
    {
        this.attribution = attribution;
        this.shapes = shapes;
    }

    /// <summary>Positions of the features, all channels together, W·H; a feature without axes behind the channels has one.</summary>
    public int Positions => shapes.Values.Sum(s => s.Skip(FirstPositionAxis).Aggregate(1, (a, e) => a * (int)e));

    /// <summary>Entries of the value that the target is read from.</summary>
    public int Entries => attribution.Scores.Length / (int)attribution.Scores.Shape[0];

    /// <summary>Finds out whether an attribution answers a question.</summary>
    /// <exception cref="ModelException">It is about other features or examples, or holds what is not a number.</exception>
    public static Answer To(Compilation compilation, Question question, Attribution attribution)
    {
        if (!compilation.Features.ToHashSet(StringComparer.Ordinal).SetEquals(attribution.Values.Keys))
            throw new ModelException(
                $"the attribution is about {string.Join(", ", attribution.Values.Keys)}, but the question about {string.Join(", ", compilation.Features)}; score it with the question that it answers."
            );
        var examples = question.Inputs.Values.First().Shape[0];
        var shapes = compilation.Features.ToDictionary(
            f => f,
            f =>
                (long[])
                    [
                        examples,
                        .. compilation.Canonical.Graph.Info(f)!.Shape!.Value.Skip(1).Select(d => d.Extent!.Value),
                    ],
            StringComparer.Ordinal
        );
        foreach (var (feature, values) in attribution.Values)
            Check(feature, values, shapes[feature]);
        return new Answer(attribution, shapes);
    }

    /// <summary>Contributions of an example by feature, row-major, of the feature's own shape.</summary>
    /// <remarks>Where a method gives one number for many elements, such as one for all channels, each takes an equal part of it.</remarks>
    public Func<string, double[]> Elements(int example) =>
        feature =>
        {
            var values = attribution.Values[feature].Rows(example, 1);
            var shape = shapes[feature];
            var size = shape.Skip(1).Aggregate(1L, (a, extent) => a * extent);
            return values.Length == size ? values.ToDoubles() : Shared(values, shape, (int)size);
        };

    /// <summary>ΣR: what an example's elements were given in all.</summary>
    public double Sum(int example) =>
        attribution.Values.Values.Sum(v => TensorPrimitives.Sum<double>(v.Rows(example, 1).ToDoubles()));

    private static double[] Shared(Tensor values, long[] shape, int size)
    {
        var numbers = values.ToDoubles();
        var elements = new double[size];
        for (var element = 0; element < size; element++)
        {
            var (rest, place, stride) = ((long)element, 0L, 1L);
            for (var axis = shape.Length - 1; axis >= 1; axis--)
            {
                (rest, var index) = Math.DivRem(rest, shape[axis]);
                place += values.Shape[axis] == 1 ? 0 : index * stride;
                stride *= values.Shape[axis];
            }
            elements[element] = numbers[place] * numbers.Length / size;
        }
        return elements;
    }

    private static void Check(string feature, Tensor values, long[] shape)
    {
        var fits =
            values.Rank == shape.Length
            && values.Shape[0] == shape[0]
            && values.Shape.Zip(shape).All(p => p.First == p.Second || p.First == 1);
        if (!fits)
            throw new ModelException(
                $"the attribution of '{feature}' is {values}, but the feature is [{string.Join(',', shape)}]; score it with the question that it answers."
            );
        var odd = Array.FindIndex(values.ToDoubles(), v => !double.IsFinite(v));
        if (odd >= 0)
            throw new ModelException(
                $"the attribution of '{feature}' is not a finite number at entry {odd}, so that it cannot be scored."
            );
    }
}
