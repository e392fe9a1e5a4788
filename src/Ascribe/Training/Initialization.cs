using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Training;

/// <summary>Fresh values for the parameters of a model.</summary>
public static class Initialization
{
    /// <summary>
    /// Weights drawn from a normal distribution of variance 2/fan-in, as layers of ReLU need it to keep the size of what goes
    /// through them; biases of 0; rows of tables drawn with variance 1/width, so that their length is about 1.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="seed">Decides the draw.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <returns>The model in canonical form with fresh parameters.</returns>
    /// <exception cref="ModelException">The model is too old, cannot be run, or needs shapes.</exception>
    /// <remarks>Source: He et al. 2015, Delving deep into rectifiers, equation 10.</remarks>
    public static Model He(Model model, int seed, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null)
    {
        var canonical = Canonicalization.Apply(model, shapes: shapes, mergeConstants: false);
        var random = new Random(seed);
        var drawn = Parameters.Of(canonical.Graph).Select(p => KeyValuePair.Create(p.Name, Drawn(p, random))).ToArray();
        return canonical with
        {
            Graph = canonical.Graph with { Constants = canonical.Graph.Constants.SetItems(drawn) },
        };
    }

    private static Tensor Drawn(Parameter parameter, Random random)
    {
        var deviation = parameter.Role switch
        {
            ParameterRole.Weight => Math.Sqrt(2.0 / parameter.FanIn),
            ParameterRole.Table => Math.Sqrt(1.0 / (parameter.Length / Math.Max(1, parameter.Shape[0]))),
            _ => 0,
        };
        var numbers = new double[parameter.Length];
        if (deviation > 0)
        {
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = deviation * Normal(random);
        }
        return Tensor.Of(numbers, parameter.Shape.AsSpan()).To(parameter.ElementType);
    }

    /// <summary>A draw from the standard normal distribution, by Box and Muller 1958.</summary>
    private static double Normal(Random random)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
