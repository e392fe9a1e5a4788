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

    /// <summary>x·t with t = tanh(ln(1 + eˣ)): the slope is t + x·(1 − t²)·σ(x).</summary>
    public static Value MishSlope(Primal n)
    {
        var t = Tanh(Unary("Softplus", n.X));
        return t + n.X * (1 - t * t) * Sigmoid(n.X);
    }

    /// <summary>1 strictly between the bounds, 0 elsewhere.</summary>
    public static Value ClipSlope(Primal n)
    {
        var above = n.OptionalInput(1) is { } low ? n.Y > low : (Value?)null;
        var below = n.OptionalInput(2) is { } high ? n.Y < high : (Value?)null;
        var inside = (above, below) switch
        {
            ({ } a, { } b) => And(a, b),
            ({ } a, null) => a,
            (null, { } b) => b,
            _ => Equal(n.Y, n.Y),
        };
        return Cast(inside, n.Y.ElementType);
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

    /// <summary>y = x − q·w with a whole q that stays the same nearby.</summary>
    public static Value ModAdjoint(Primal n, Value dy, int input) =>
        input == 0 ? dy : -(dy * Unary("Round", (n.X - n.Y) / n.W));

    /// <summary>At inference nothing is dropped, nor where the share to drop is 0.</summary>
    public static Value DropoutTranspose(Primal n, Value dy)
    {
        var isTraining = n.OptionalInput(2) is { } training && training.Content?.ToDoubles() is not [0];
        if (isTraining && n.OptionalInput(1)?.Content?.ToDoubles() is not [0])
            throw new NotDifferentiableException(
                $"{n.Node} is in training mode, or may be, so that what it drops is left to chance; export the model for inference."
            );
        return dy;
    }

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
