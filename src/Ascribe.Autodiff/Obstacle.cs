using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Quantization;

namespace Ascribe.Autodiff;

/// <summary>Why nothing comes back through a node without a rule, in words that complete a sentence.</summary>
internal static class Obstacle
{
    public static string Of(Node node) =>
        node switch
        {
            _ when IsTree(node) =>
                "it is constant between its thresholds, so that it has no gradient to go by; explain it by a method that samples the model",
            { Domain: "com.microsoft.nchwc" or "com.ms.internal.nhwc" } =>
                "it works on a layout of memory that was chosen for one machine; save the optimized model at level extended or basic (ORT_ENABLE_EXTENDED, ORT_ENABLE_BASIC), or explain the model before it was optimized",
            { Domain: "ai.onnx.ml", Op: "LabelEncoder" } =>
                "it looks its input up in a table, so that it is constant piece by piece",
            { Domain: "ai.onnx.ml", Op: "SVMClassifier" } =>
                "it votes among pairs of classes, which has no gradient to go by; explain it by a method that samples the model, or export its decision function as SVMRegressor",
            _ when QuantizationLowering.Knows(node.QualifiedOp) =>
                "it computes with numbers rounded to few levels, which have no gradient; ask for the straight-through reading, which takes rounding for the identity (--straight-through, NetworkOptions.StraightThrough)",
            { Op: "If", Domain: "" } => "which of its branches is taken depends on the input",
            { Op: "Loop" or "Scan", Domain: "" } =>
                "how often it goes around depends on the input, so that it cannot be written out",
            _ => "no backward rule is known for it",
        };

    private static bool IsTree(Node node) =>
        node.Domain == "ai.onnx.ml" && node.Op.StartsWith("TreeEnsemble", StringComparison.Ordinal);
}
