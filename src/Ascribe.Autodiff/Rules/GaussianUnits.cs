using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>The rule of Gelu: y = x·Φ(x), with Φ exact or approximated by a hyperbolic tangent.</summary>
internal static class GaussianUnits
{
    private const double Cubic = 0.044715;

    public static Value Slope(Primal n) =>
        n.Attributes.Text("approximate", "none") == "tanh" ? Approximate(n.X) : Exact(n.X);

    /// <summary>Φ(x) + x·φ(x).</summary>
    private static Value Exact(Value x)
    {
        var distribution = 0.5 * (1 + Unary("Erf", x * (1 / Math.Sqrt(2))));
        var density = Exp(x * x * -0.5) * (1 / Math.Sqrt(2 * Math.PI));
        return distribution + x * density;
    }

    /// <summary>Φ = ½(1 + t) with t = tanh u and u = √(2/π)·(x + 0.044715·x³): the slope is Φ + ½x·(1 − t²)·u′.</summary>
    private static Value Approximate(Value x)
    {
        var root = Math.Sqrt(2 / Math.PI);
        var square = x * x;
        var t = Tanh(x * (square * (root * Cubic) + root));
        var inner = square * (3 * root * Cubic) + root;
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
    }
}
