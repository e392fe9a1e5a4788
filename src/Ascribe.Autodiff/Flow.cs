using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Quantization;

namespace Ascribe.Autodiff;

/// <summary>Where a change of the features can be felt smoothly.</summary>
public static class Flow
{
    /// <summary>The values that vary smoothly with the features: floating, and made from something that does.</summary>
    /// <param name="features">Where it begins.</param>
    /// <param name="nodes">The nodes behind them, in running order.</param>
    /// <param name="typeOf">The element type of a value.</param>
    /// <remarks>
    /// Quantized integers are among them: they stand for numbers, so that a gradient that comes to them has to be refused, or
    /// read straight through, rather than taken for zero.
    /// </remarks>
    public static HashSet<string> From(
        IEnumerable<string> features,
        IEnumerable<Node> nodes,
        Func<string, ElementType> typeOf
    )
    {
        var reached = features.ToHashSet(StringComparer.Ordinal);
        foreach (var node in nodes.Where(n => n.Reads.Any(reached.Contains)))
        {
            var quantized =
                QuantizationLowering.Knows(node.QualifiedOp)
                || node.Reads.Any(r => reached.Contains(r) && !typeOf(r).IsFloating());
            reached.UnionWith(node.Outputs.Where(o => o.Length > 0 && (quantized || typeOf(o).IsFloating())));
        }
        return reached;
    }
}
