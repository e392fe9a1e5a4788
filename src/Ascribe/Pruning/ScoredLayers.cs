using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Where channels are scored unless somebody says where.</summary>
public static class ScoredLayers
{
    private static readonly ImmutableHashSet<string> Shifts = ["Add", "BatchNormalization", "Mul"];

    private static readonly ImmutableHashSet<string> Activations =
    [
        .. "Celu Clip Elu Gelu HardSigmoid HardSwish LeakyRelu Mish PRelu Relu Selu Sigmoid Softplus Tanh".Split(' '),
    ];

    /// <summary>
    /// Behind each layer that can be pruned, what its activation makes, as far as nothing but a bias or a normalization stands
    /// between; else the layer itself. In running order.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open.</param>
    /// <exception cref="ModelException">The model cannot be run, or needs shapes.</exception>
    public static ImmutableArray<string> Of(
        Model model,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    )
    {
        var ties = new ChannelTies(PrunableForm.Of(model, shapes).Graph);
        return
        [
            .. ChannelGroups
                .Found(ties)
                .SelectMany(g => g.Layers)
                .Select(l => Behind(ties, l))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static string Behind(ChannelTies ties, string layer)
    {
        var value = layer;
        while (ties.Readers(value).ToArray() is [{ Domain: "" } only])
        {
            if (Activations.Contains(only.Op))
                return only.Output;
            if (!Shifts.Contains(only.Op) || only.Inputs.Any(i => i != value && !ties.Graph.Constants.ContainsKey(i)))
                break;
            value = only.Output;
        }
        return layer;
    }
}
