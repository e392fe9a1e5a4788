using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>All trained parameters, one after the other in double precision, and the tensors that runs are fed.</summary>
/// <remarks>In double precision, small steps are not lost, and what is added up does not depend on how it was split.</remarks>
internal sealed class WeightVector
{
    private readonly ImmutableArray<Parameter> parameters;
    private readonly Range[] places;
    private readonly byte[][] fed;
    private readonly double[] widened;

    public WeightVector(ImmutableArray<Parameter> parameters, Graph graph)
    {
        this.parameters = parameters;
        places = new Range[parameters.Length];
        var length = 0;
        for (var i = 0; i < parameters.Length; i++)
            places[i] = length..(length = checked(length + parameters[i].Length));
        Values = [.. parameters.SelectMany(p => graph.Constants[p.Name].ToDoubles())];
        widened = new double[parameters.Max(p => p.Length)];
        fed = [.. parameters.Select(p => new byte[p.Length * p.ElementType.SizeInBytes()])];
        Feeds = parameters
            .Zip(fed, (p, bytes) => KeyValuePair.Create(p.Name, new Tensor(p.ElementType, p.Shape, bytes)))
            .ToImmutableDictionary(StringComparer.Ordinal);
        Publish();
    }

    /// <summary>The numbers.</summary>
    public double[] Values { get; }

    /// <summary>The parts of <see cref="Values"/> that weight decay shrinks.</summary>
    public IEnumerable<Range> Decaying => places.Where((_, i) => parameters[i].Decays);

    /// <summary>The parameters as the graph takes them: what they were when <see cref="Publish"/> was last called.</summary>
    public ImmutableDictionary<string, Tensor> Feeds { get; }

    /// <summary>Rounds the numbers to the model's precision, into the memory of <see cref="Feeds"/>. No run may go on meanwhile.</summary>
    public void Publish()
    {
        for (var i = 0; i < parameters.Length; i++)
            Round(Values.AsSpan(places[i]), parameters[i].ElementType, fed[i]);
    }

    /// <summary>Adds gradients, one tensor per parameter, to a sum that lies like <see cref="Values"/>.</summary>
    public void Add(ReadOnlySpan<Tensor> gradients, double[] sum)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var part = sum.AsSpan(places[i]);
            if (parameters[i].ElementType == ElementType.Float64)
            {
                TensorPrimitives.Add(part, gradients[i].As<double>(), part);
                continue;
            }
            var wide = widened.AsSpan(0, part.Length);
            TensorPrimitives.ConvertTruncating(gradients[i].As<float>(), wide);
            TensorPrimitives.Add(part, wide, part);
        }
    }

    /// <summary>Numbers that lie like <see cref="Values"/> as a tensor per parameter, in double precision.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Split(double[] numbers) =>
        parameters.Select((p, i) => KeyValuePair.Create(p.Name, Tensor.Of(numbers[places[i]], p.Shape.AsSpan())));

    /// <summary>Writes tensors into numbers that lie like <see cref="Values"/>.</summary>
    /// <exception cref="ModelException">A tensor is missing, or has another shape or type.</exception>
    public void Join(Func<string, Tensor?> tensors, double[] numbers)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (
                tensors(parameter.Name) is not { ElementType: ElementType.Float64 } tensor
                || !tensor.Shape.AsSpan().SequenceEqual(parameter.Shape.AsSpan())
            )
                throw new ModelException($"the parameter {parameter} is missing there, or has another shape.");
            tensor.As<double>().CopyTo(numbers.AsSpan(places[i]));
        }
    }

    /// <summary>The constants of a model that hold these numbers.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> Constants(double[] numbers)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            var bytes = new byte[fed[i].Length];
            Round(numbers.AsSpan(places[i]), parameters[i].ElementType, bytes);
            yield return KeyValuePair.Create(
                parameters[i].Name,
                new Tensor(parameters[i].ElementType, parameters[i].Shape, bytes)
            );
        }
    }

    private static void Round(ReadOnlySpan<double> numbers, ElementType type, byte[] bytes)
    {
        if (type == ElementType.Float64)
            numbers.CopyTo(MemoryMarshal.Cast<byte, double>(bytes.AsSpan()));
        else
            TensorPrimitives.ConvertTruncating(numbers, MemoryMarshal.Cast<byte, float>(bytes.AsSpan()));
    }
}
