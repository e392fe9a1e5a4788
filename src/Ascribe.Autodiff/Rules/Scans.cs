using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of running sums and of triangles.</summary>
internal static class Scans
{
    /// <summary>A running sum from the other end.</summary>
    public static Value CumulativeSumTranspose(Primal n, Value dy) =>
        Binary("CumSum", dy, n.W, n.Attributes.With("reverse", 1 - n.Attributes.Int("reverse")));

    /// <summary>Numbers from a start on in steps; where they end does not change them. How many there are depends on the numbers.</summary>
    public static Value? RangeTranspose(Primal n, Value dy, int input) =>
        input switch
        {
            0 => ReduceSum(dy, [0], keepDims: false),
            1 => dy.Like(0),
            _ => ReduceSum(dy * Cast(new Extent(null, n.Y, 0).Places(n.Builder), dy.ElementType), [0], keepDims: false),
        };

    /// <summary>What was cut off stays cut off.</summary>
    public static Value TriangleTranspose(Primal n, Value dy) =>
        dy.Builder.Emit("Trilu", [dy, n.OptionalInput(1)], n.Attributes);
}
