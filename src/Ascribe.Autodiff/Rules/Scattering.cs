using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>
/// Rules of operators that write updates u into a copy of x, whether element by element or slice by slice. A place that is
/// written without a reduction has to be written once, as the standard demands.
/// </summary>
internal sealed record Scattering(Primal N, Func<Value, Value> Read, Func<Value, Value, string, Value> Written)
{
    private Value Updates => N.Input(2);

    public static Value? ElementsAdjoint(Primal n, Value dy, int input)
    {
        var along = Attributes.None.With("axis", n.Axis("axis", 0, n.X.Rank));
        return new Scattering(
            n,
            x => Binary("GatherElements", x, n.W, along),
            (x, u, how) => n.Builder.Emit("ScatterElements", [x, n.W, u], along.With("reduction", how))
        ).Adjoint(dy, input);
    }

    public static Value? SlicesAdjoint(Primal n, Value dy, int input) =>
        new Scattering(
            n,
            x => Binary("GatherND", x, n.W),
            (x, u, how) => n.Builder.Emit("ScatterND", [x, n.W, u], Attributes.None.With("reduction", how))
        ).Adjoint(dy, input);

    private Value? Adjoint(Value dy, int input) =>
        (N.Attributes.Text("reduction", "none"), input) switch
        {
            ("none", 0) => Written(dy, Zeros(Shape(Updates), dy.ElementType), "none"),
            ("none" or "add", 2) => Read(dy),
            ("add", 0) => dy,
            ("mul", 0) => dy * Written(Filled(N.X, 1), Updates, "mul"),
            ("mul", 2) => Factor(dy),
            ("max" or "min", 0) => dy * Cast(Equal(N.X, N.Y), dy.ElementType),
            ("max" or "min", 2) => Extreme(dy),
            _ => null,
        };

    /// <summary>
    /// dy·(product of everything else at the place), which is y/u unless a factor is 0: the product without zeros, divided
    /// by u, wherever no other factor is 0.
    /// </summary>
    private Value Factor(Value dy)
    {
        var (zero, one) = (dy.Like(0), dy.Like(1));
        var isZero = Equal(Updates, zero);
        var factor = Where(isZero, one, Updates);
        var own = Cast(isZero, dy.ElementType);
        var others = Read(Written(Filled(N.X, 0), own, "add")) - own;
        return Where(Equal(others, zero), Read(dy * Written(N.X, factor, "mul")) / factor, zero);
    }

    /// <summary>Ties go to x, then to the first update.</summary>
    private Value Extreme(Value dy)
    {
        var b = dy.Builder;
        var attains = And(Equal(Updates, Read(N.Y)), Not(Equal(Read(N.X), Read(N.Y))));
        var count = Unary("Size", Updates);
        var zero = b.Scalar(0, ElementType.Int64);
        var order = Reshape(b.Emit("Range", [zero, count, b.Scalar(1, ElementType.Int64)]), Shape(Updates));
        var last = Expand(count, Shape(N.X));
        var first = Read(Written(last, Where(attains, order, count), "min"));
        return Where(And(attains, Equal(first, order)), Read(dy), dy.Like(0));
    }

    private static Value Filled(Value like, double number) => Expand(like.Like(number), Shape(like));
}
