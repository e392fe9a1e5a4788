using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Conversion of element types.</summary>
internal static class Conversions
{
    /// <summary>CastLike(x, like) → Cast(x) to the element type of the other, of which nothing else matters.</summary>
    public static void CastLike(Composite n) => n.Define(0, Cast(n.X, n.Input(1).ElementType));
}
