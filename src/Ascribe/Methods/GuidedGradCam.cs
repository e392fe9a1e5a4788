using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Guided backpropagation to the features times the Grad-CAM map of a layer, which is cut off below 0 and enlarged to the features by
/// nearest neighbour.
/// </summary>
/// <remarks>Selvaraju et al., 2017, section 3.3; the paper enlarges smoothly.</remarks>
/// <param name="Layer">
/// The layer that makes the map, [N, K, …] with as many axes as each feature; null for the last such value before the target.
/// </param>
public sealed record GuidedGradCam(string? Layer = null) : AttributionMethod
{
    /// <inheritdoc/>
    public override string Name => "guided-grad-cam";

    /// <inheritdoc/>
    /// <exception cref="ModelException">The layer has other axes than a feature.</exception>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var layer = Layer ?? LastMap.Of(network, question);
        var map = new GradCam().Explain(network, question with { Features = [layer] }, execution, cancellation).Values[
            layer
        ];
        var guided = new GuidedBackpropagation().Explain(network, question, execution, cancellation);
        return guided with
        {
            Values = guided.Values.ToImmutableSortedDictionary(
                v => v.Key,
                v => Product(v.Key, v.Value, layer, map),
                StringComparer.Ordinal
            ),
            Provenance = guided.Provenance with
            {
                Method = Name,
                Settings = guided.Provenance.Settings.Add("layer", layer),
                GradientEvaluations = 2 * guided.Provenance.GradientEvaluations,
            },
        };
    }

    private static Tensor Product(string feature, Tensor guided, string layer, Tensor map)
    {
        if (guided.Rank != map.Rank)
            throw new ModelException(
                $"the map of '{layer}' is {map} and cannot be enlarged to '{feature}', {guided}; name a layer with as many axes."
            );
        var numbers = guided.ToDoubles();
        var weights = map.ToDoubles();
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] *= weights[Nearest(i, guided.Shape, map.Shape)];
        return Tensor.Of(numbers, guided.Shape.AsSpan()).To(guided.ElementType);
    }

    /// <summary>Where an element of the larger array stands in the smaller one: along each axis, ⌊i·h/H⌋.</summary>
    private static int Nearest(long element, ImmutableArray<long> large, ImmutableArray<long> small)
    {
        var (place, stride) = (0L, 1L);
        for (var axis = large.Length - 1; axis >= 0; axis--)
        {
            place += element % large[axis] * small[axis] / large[axis] * stride;
            stride *= small[axis];
            element /= large[axis];
        }
        return (int)place;
    }
}
