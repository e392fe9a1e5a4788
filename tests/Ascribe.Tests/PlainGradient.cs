using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Tests;

/// <summary>A model with its gradient as it would be written to a file, and the values of the features as the model gives them.</summary>
internal sealed class PlainGradient : IDisposable
{
    private readonly Session gradient;
    private readonly Session? hidden;

    public PlainGradient(Model model, Target target, params ImmutableArray<string> features)
    {
        using var network = new Network(model);
        Features = features;
        gradient = new Session(network.Differentiate(target, features));
        var layers = features.Where(f => model.Graph.Inputs.All(i => i.Name != f)).ToArray();
        if (layers.Length > 0)
            hidden = new Session(
                model with
                {
                    Graph = model.Graph with { Outputs = [.. layers.Select(l => model.Graph.Info(l)!)] },
                }
            );
    }

    public ImmutableArray<string> Features { get; }

    /// <summary>The model's outputs, the features, <c>target</c>, and <c>gradient/NAME</c> per feature.</summary>
    public ImmutableDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs)
    {
        var results = inputs.ToImmutableDictionary(StringComparer.Ordinal);
        if (hidden is not null)
            results = results.SetItems(hidden.Outputs.Zip(hidden.Run(inputs), KeyValuePair.Create));
        return results.SetItems(gradient.Outputs.Zip(gradient.Run(inputs), KeyValuePair.Create));
    }

    public void Dispose()
    {
        gradient.Dispose();
        hidden?.Dispose();
    }
}
