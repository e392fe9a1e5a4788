using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Gated linear units in the forms that exporters fuse them to.</summary>
internal static class GaussianUnits
{
    /// <summary>Gelu(x) → x·Φ(x) with the error function.</summary>
    public static void Exact(Composite n) => n.Define(0, Exact(n.X));

    /// <summary>BiasGelu(x, b) → Gelu(x + b).</summary>
    public static void Biased(Composite n) => n.Define(0, Exact(n.X + n.Input(1)));

    /// <summary>FastGelu(x, b) → the approximation of Gelu(x + b) by a hyperbolic tangent.</summary>
    public static void Approximate(Composite n)
    {
        var x = n.Optional(1) is { } bias ? n.X + bias : n.X;
        var inner = Math.Sqrt(2 / Math.PI) * x * (1 + 0.044715 * (x * x));
        n.Define(0, 0.5 * x * (1 + Tanh(inner)));
    }

    /// <summary>QuickGelu(x), Swish(x) → x·σ(αx).</summary>
    public static void Sigmoidal(Composite n)
    {
        var alpha = n.Attributes.Float("alpha", n.Node.Op == "QuickGelu" ? 1.702f : 1);
        n.Define(0, n.X * Sigmoid(alpha == 1 ? n.X : n.X * alpha));
    }

    private static Value Exact(Value x) => 0.5 * x * (1 + Unary("Erf", x * (1 / Math.Sqrt(2))));
}
