using Ascribe.Autodiff.Rules;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>
/// The exact difference of a softmax. With u = x − L, L = ln Σeˣ and y = eᵘ, each element has Δy = ρ·Δu where ρ = Δy/Δu is the
/// logarithmic mean of y and ȳ. Since Σ Δy = 0, ΔL = Σ ρ·Δx / Σ ρ, and so Δy = ρ·(Δx − ΔL).
/// </summary>
/// <remarks>
/// It is what the pieces exponential, sum and division give, without ever leaving [0, 1]: nothing overflows, however far the scores
/// of example and baseline lie apart. Where they come together, ρ is y and the rule is the gradient.
/// </remarks>
/// <param name="Mean">ρ.</param>
/// <param name="Axes">What is summed over.</param>
internal sealed record SoftmaxSecant(Value Mean, long[] Axes)
{
    /// <summary>Of a Softmax, LogSoftmax or ReduceLogSumExp.</summary>
    public static SoftmaxSecant Of(Primal n, Contrast contrast)
    {
        var (u, other) = (Logarithm(n), Logarithm(contrast.AtBaseline(n)));
        var (y, du) = (Exp(u), u - other);
        var axes = n.Node.Op == "ReduceLogSumExp" ? n.Axes(1) : [n.Axis("axis", -1, n.X.Rank)];
        return new(Where(Abs(du) >= Rescale.Tiny, (y - Exp(other)) / du, y).ShapedLike(n.X), axes);
    }

    /// <summary>ρ·(dy − Σ ρ·dy / Σ ρ).</summary>
    public Value Softmax(Value dy) => Mean * (dy - ReduceSum(Mean * dy, Axes) / ReduceSum(Mean, Axes));

    /// <summary>dy − ρ/Σ ρ · Σ dy.</summary>
    public Value LogSoftmax(Value dy) => dy - Shares * ReduceSum(dy, Axes);

    /// <summary>ρ/Σ ρ · dy.</summary>
    public Value LogSum(Primal n, Value dy) => Axes.Length == 0 ? dy : Shares * Reductions.SumTranspose(n, dy);

    private Value Shares => Mean / ReduceSum(Mean, Axes);

    private static Value Logarithm(Primal n) =>
        n.Node.Op switch
        {
            "LogSoftmax" => n.Y,
            "Softmax" => Unary("LogSoftmax", n.X, n.Attributes),
            _ => n.X - Reductions.SumTranspose(n, n.Y),
        };
}
