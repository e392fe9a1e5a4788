using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>The value of a model that holds its scores of classes before they become probabilities.</summary>
public static class ClassScores
{
    /// <summary>The name of that value: the first output of floating type, or what a softmax makes it from.</summary>
    public static string Of(Model model) => Of(model.Graph, Output(model.Graph));

    /// <summary>The output by which the model decides.</summary>
    internal static string Output(Graph graph) =>
        (graph.Outputs.FirstOrDefault(o => o.ElementType.IsFloating()) ?? graph.Outputs[0]).Name;

    /// <summary>The scores behind an output.</summary>
    internal static string Of(Graph graph, string output) =>
        graph.Producers().GetValueOrDefault(output) is { Op: "Softmax", Domain: "" } softmax
            ? softmax.Required(0)
            : output;
}
