using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>Why nothing comes back through a node without a rule, in words that complete a sentence.</summary>
internal static class Obstacle
{
    public static string Of(Node node) =>
        node.Op switch
        {
            _ when IsTree(node) =>
                "it is constant between its thresholds, so that it has no gradient to go by; explain it by a method that samples the model",
            _ => "no backward rule is known for it",
        };

    private static bool IsTree(Node node) =>
        node.Domain == "ai.onnx.ml" && node.Op.StartsWith("TreeEnsemble", StringComparison.Ordinal);
}
