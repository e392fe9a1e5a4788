using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>
/// A layer with weights as rules of relevance see it, z = x·W + b, whatever operator it is: they run it forward and transposed with
/// other inputs and weights than its own, and need to know nothing else of it.
/// </summary>
public sealed class LrpLayer
{
    private readonly Bilinear rule;
    private readonly Primal primal;
    private readonly int side;

    internal LrpLayer(Bilinear rule, Primal primal, int side)
    {
        this.rule = rule;
        this.primal = primal;
        this.side = side;
    }

    /// <summary>x.</summary>
    public Value Input => primal.Input(side);

    /// <summary>W.</summary>
    public Value Weight => primal.Input(1 - side);

    /// <summary>b, where there is one.</summary>
    public Value? Bias => primal.OptionalInput(2);

    /// <summary>z.</summary>
    public Value Output => primal.Y;

    /// <summary>The node, for messages.</summary>
    internal Node Node => primal.Node;

    /// <summary>x·W + b for any of them.</summary>
    public Value Forward(Value x, Value weight, Value? bias = null) =>
        rule.Product(primal, side == 0 ? x : weight, side == 0 ? weight : x, bias).ShapedLike(Output);

    /// <summary>s·Wᵀ.</summary>
    /// <param name="weight">W.</param>
    /// <param name="s">Of the shape of z.</param>
    public Value Transpose(Value weight, Value s) =>
        rule.Adjoint(primal.With(1 - side, weight), s.ShapedLike(Output), side)!.Value;

    /// <summary>z + ε·sign z, with sign 0 = 1.</summary>
    public static Value Stabilized(Value z, double epsilon) => Where(z >= 0, z + epsilon, z - epsilon).ShapedLike(z);

    /// <summary>What of a value is above 0.</summary>
    internal static Value Above(Value x) => Relu(x).ShapedLike(x);

    /// <summary>What of it is below 0.</summary>
    internal static Value Below(Value x) => Binary("Min", x, x.Like(0)).ShapedLike(x);
}
