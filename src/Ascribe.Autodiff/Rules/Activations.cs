using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of activations and of elementwise operators with several inputs.</summary>
internal static class Activations
{
    public static Value LeakyReluSlope(Primal n) =>
        Where(n.X > 0, n.X.Like(1), n.X.Like(n.Attributes.Float("alpha", 0.01f)));

    /// <summary>max(0, x) + min(0, α(eˣ − 1)); below 0 the slope is y + α.</summary>
    public static Value EluSlope(Primal n) => Where(n.X > 0, n.X.Like(1), n.Y + n.Attributes.Float("alpha", 1));

    public static Value CeluSlope(Primal n) => Where(n.X > 0, n.X.Like(1), n.Y / n.Attributes.Float("alpha", 1) + 1);

    public static Value SeluSlope(Primal n)
    {
        // The operator's own defaults, rounded to single precision as ONNX states them.
        var alpha = n.Attributes.Float("alpha", 1.67326319217681884765625f);
        var gamma = n.Attributes.Float("gamma", 1.05070102214813232421875f);
        return Where(n.X > 0, n.X.Like(gamma), n.Y + (double)alpha * gamma);
    }

    public static Value HardSigmoidSlope(Primal n) =>
        Cast(And(n.Y > 0, n.Y < 1), n.X.ElementType) * n.Attributes.Float("alpha", 0.2f);

    /// <summary>x·max(0, min(1, x/6 + ½)).</summary>
    public static Value HardSwishSlope(Primal n) =>
        Where(n.X > 3, n.X.Like(1), Where(n.X > -3, n.X * (1.0 / 3) + 0.5, n.X.Like(0)));

    public static Value SoftsignSlope(Primal n)
    {
        var root = 1 + Abs(n.X);
        return 1 / (root * root);
    }

    /// <summary>x·Φ(x), or its approximation by a hyperbolic tangent: Φ(x) + x·φ(x).</summary>
    public static Value GeluSlope(Primal n)
    {
        var x = n.X;
        if (n.Attributes.Text("approximate", "none") != "tanh")
            return 0.5 * (1 + Unary("Erf", x * (1 / Math.Sqrt(2))))
                + x * Exp(x * x * -0.5) * (1 / Math.Sqrt(2 * Math.PI));
        var square = x * x;
        var root = Math.Sqrt(2 / Math.PI);
        var tanh = Tanh(root * x * (1 + 0.044715 * square));
        return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * (root * (1 + 3 * 0.044715 * square));
    }

    /// <summary>x·tanh(ln(1 + eˣ)).</summary>
    public static Value MishSlope(Primal n)
    {
        var tanh = Tanh(Unary("Softplus", n.X));
        return tanh + n.X * Sigmoid(n.X) * (1 - tanh * tanh);
    }

    /// <summary>a − b·trunc(a/b) falls by the quotient when b grows, which is found again from the remainder.</summary>
    public static Value NegativeQuotient(Primal n) => Unary("Round", (n.Y - n.X) / n.W);

    /// <summary>1 strictly between the bounds, 0 elsewhere.</summary>
    public static Value ClipSlope(Primal n)
    {
        var above = n.OptionalInput(1) is { } low ? n.X > low : (Value?)null;
        var below = n.OptionalInput(2) is { } high ? n.X < high : (Value?)null;
        var inside = (above, below) switch
        {
            ({ } a, { } b) => And(a, b),
            ({ } a, null) => a,
            (null, { } b) => b,
            _ => Equal(n.X, n.X),
        };
        return Cast(inside, n.X.ElementType);
    }

    /// <summary>Max and Min: the first input that attains the extreme takes it all.</summary>
    public static Value ExtremeAdjoint(Primal n, Value dy, int input)
    {
        var takes = Equal(n.Input(input), n.Y);
        for (var earlier = 0; earlier < input; earlier++)
            takes = And(takes, Not(Equal(n.Input(earlier), n.Y)));
        return dy * Cast(takes, dy.ElementType);
    }

    /// <summary>x^a: a·x^(a−1) by the base, y·ln x by the exponent. Where x is 0 the limits hold: 0 if a = 0, and 0·ln 0 = 0.</summary>
    public static Value PowAdjoint(Primal n, Value dy, int input)
    {
        var exponent = Cast(n.W, n.X.ElementType);
        var zero = n.X.Like(0);
        if (input != 0)
            return dy * Where(Equal(n.Y, zero), zero, n.Y * Log(n.X));
        var slope = exponent * Binary("Pow", n.X, exponent - 1);
        return dy * (NeverZero(n.W) ? slope : Where(Equal(exponent, zero), zero, slope));
    }

    private static bool NeverZero(Value value) => value.Content is { } content && content.ToDoubles().All(v => v != 0);

    public static Value PReluAdjoint(Primal n, Value dy, int input) =>
        input == 0 ? Where(n.X > 0, dy, dy * n.W) : Where(n.X > 0, dy.Like(0), dy * n.X);

    public static Value? WhereAdjoint(Primal n, Value dy, int input) =>
        input switch
        {
            1 => Where(n.X, dy, dy.Like(0)),
            2 => Where(n.X, dy.Like(0), dy),
            _ => null,
        };
}
