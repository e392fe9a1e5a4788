using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of running sums and of triangles.</summary>
internal static class Scans
{
    /// <summary>A running sum from the other end.</summary>
    public static Value CumulativeSumTranspose(Primal n, Value dy) =>
        Binary("CumSum", dy, n.W, n.Attributes.With("reverse", 1 - n.Attributes.Int("reverse")));

    /// <summary>What was cut off stays cut off.</summary>
    public static Value TriangleTranspose(Primal n, Value dy) =>
        dy.Builder.Emit("Trilu", [dy, n.OptionalInput(1)], n.Attributes);
}
