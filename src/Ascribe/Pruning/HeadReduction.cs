using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>Keeps only some of the classes that a model tells apart.</summary>
/// <remarks>
/// Scores of the classes that stay are unchanged; probabilities are shared out among them anew, since a softmax then goes over
/// these only. Classes stay in the model's order, whatever the order in which they are named.
/// </remarks>
public static class HeadReduction
{
    /// <summary>The model with only some classes in its last layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classes">The classes that stay, counted from 0.</param>
    /// <param name="output">The output that holds their scores; null for the first.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">
    /// No last layer with stored weights makes the scores, a class is out of range, or none is kept.
    /// </exception>
    public static Model Keep(
        Model model,
        ImmutableArray<int> classes,
        string? output = null,
        IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null
    )
    {
        var kept = ImmutableDictionary<string, ImmutableArray<int>>.Empty.Add(
            output ?? model.Graph.Outputs[0].Name,
            classes
        );
        return ChannelRemoval.Cut(model, PrunableForm.Of(model, shapes), kept, head: true);
    }

    /// <summary>The labels of the classes that stay, in the order of the smaller model.</summary>
    /// <param name="labels">The labels of all classes.</param>
    /// <param name="classes">The classes that stay.</param>
    /// <exception cref="ModelException">A class has no label.</exception>
    public static ImmutableArray<string> Labels(ImmutableArray<string> labels, ImmutableArray<int> classes)
    {
        foreach (var missing in classes.Where(c => c < 0 || c >= labels.Length))
            throw new ModelException($"there are {labels.Length} labels, but none of class {missing}.");
        return [.. classes.Distinct().Order().Select(c => labels[c])];
    }
}
