using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>The value of a model that holds its scores of classes before they become probabilities.</summary>
public static class ClassScores
{
    /// <summary>The name of that value: <see cref="Output"/>, or what a softmax makes it from.</summary>
    public static string Of(Model model)
    {
        var output = Output(model);
        var producers = model.Graph.Producers();
        var value = output;
        while (producers.GetValueOrDefault(value) is { Op: "Identity", Domain: "" } copy)
            value = copy.Required(0);
        return producers.GetValueOrDefault(value) is { Op: "Softmax", Domain: "" } softmax
            ? softmax.Required(0)
            : output;
    }

    /// <summary>The output by which the model decides: the first of floating type.</summary>
    public static string Output(Model model) =>
        (model.Graph.Outputs.FirstOrDefault(o => o.ElementType.IsFloating()) ?? model.Graph.Outputs[0]).Name;

    /// <summary>How many classes the model tells apart.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">It gives no scores [N, classes].</exception>
    public static int Count(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null)
    {
        var scores = ShapeProbe.Learn(model, shapes).Graph.Info(Of(model));
        return scores?.Shape is [_, { Extent: { } classes }]
            ? (int)classes
            : throw new ModelException($"the model's output is {scores}; scores of classes, [N, classes], are needed.");
    }
}
