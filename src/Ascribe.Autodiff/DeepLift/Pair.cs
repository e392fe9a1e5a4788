using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>What is positive and what is negative.</summary>
internal sealed record Pair(Value Positive, Value Negative)
{
    /// <summary>The elements above 0 and those below, zeros elsewhere.</summary>
    public static Pair BySign(Value x) => new(Relu(x).ShapedLike(x), Binary("Min", x, x.Like(0)).ShapedLike(x));

    /// <summary>Each part times a number for each element; what is below 0 makes positive negative.</summary>
    public Pair Times(Value factor)
    {
        var (up, down) = BySign(factor);
        return new(Positive * up + Negative * down, Positive * down + Negative * up);
    }

    /// <summary>The part that belongs to the sign of a change: half of both where there is none.</summary>
    public Value Chosen(Value change)
    {
        var zero = change.Like(0);
        return Where(
            Binary("Greater", change, zero),
            Positive,
            Where(Binary("Less", change, zero), Negative, (Positive + Negative) * 0.5)
        );
    }
}
