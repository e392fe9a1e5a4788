using System.Collections.Immutable;
using Ascribe.Gradients;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Grad-CAM: the channels of a layer, each weighted by the mean of its gradient over all positions. The layer is the feature of the
/// question, [E, K, …]; where it names none, the last value before the target that has channels and positions.
/// </summary>
/// <remarks>
/// Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", 2017, Eq. 1–2. What comes out
/// is [E, 1, …] of the layer's own size, not enlarged.
/// </remarks>
public sealed record GradCam : AttributionMethod
{
    /// <summary>Whether what speaks against the target is cut off, as the paper does.</summary>
    public bool Relu { get; init; } = true;

    /// <summary>Whether channels are summed; without it they are kept, each with its weight, [E, K, …].</summary>
    public bool SumChannels { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "grad-cam";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        question = question.WithoutBaseline();
        if (question.Features.IsEmpty)
            question = question with { Features = [LastMap.Of(network, question)] };
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var contributions = new Func<string, double[]>[situation.Examples];
        new GradientEvaluator(compilation, new GradientOptions(), execution).Evaluate(
            situation.Rows.Select((row, e) => new GradientWork(e, row, [row])),
            situation.Examples,
            (e, row) =>
                contributions[e] = f =>
                    Weighted(f, row.Gradients[f].ToDoubles(), situation.Rows[e][PathPort.Example(f)]),
            cancellation
        );
        var provenance = new Provenance(
            Name,
            Settings(compilation, question, ("relu", Relu), ("sum-channels", SumChannels)),
            situation.Examples,
            execution.Seed
        );
        var attribution = situation.Attribution([.. contributions], null, complete: false, provenance);
        return attribution with
        {
            Values = attribution.Values.ToImmutableSortedDictionary(
                v => v.Key,
                v => Map(v.Value),
                StringComparer.Ordinal
            ),
        };
    }

    /// <summary>w_k·A_k with w_k the mean of ∂F/∂A_k.</summary>
    private static double[] Weighted(string feature, double[] gradient, Tensor layer)
    {
        if (layer.Rank < 2)
            throw new ModelException($"'{feature}' is {layer} and has no channels; name a layer [N, K, …].");
        var values = layer.ToDoubles();
        var positions = values.Length / (int)layer.Shape[1];
        for (var start = 0; start < values.Length; start += positions)
        {
            var weight = gradient.AsSpan(start, positions).ToArray().Average();
            for (var i = start; i < start + positions; i++)
                values[i] *= weight;
        }
        return values;
    }

    private Tensor Map(Tensor weighted)
    {
        var (examples, channels) = ((int)weighted.Shape[0], SumChannels ? (int)weighted.Shape[1] : 1);
        var numbers = weighted.ToDoubles();
        var positions = numbers.Length / examples / channels;
        var map = new double[examples * positions];
        for (var i = 0; i < numbers.Length; i++)
            map[i / (channels * positions) * positions + i % positions] += numbers[i];
        if (Relu)
            map = [.. map.Select(v => Math.Max(v, 0))];
        var shape = SumChannels ? weighted.Shape.SetItem(1, 1) : weighted.Shape;
        return Tensor.Of(map, shape.AsSpan()).To(weighted.ElementType);
    }
}
