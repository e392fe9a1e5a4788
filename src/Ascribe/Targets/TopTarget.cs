using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>See <see cref="Target.Top"/>. Of equal entries the first is taken.</summary>
internal sealed record TopTarget : Target
{
    protected override string Selection => "top";

    public override Tensor Weights(Tensor value)
    {
        var size = value.Length / (int)Math.Max(1, value.Shape[0]);
        var numbers = value.ToDoubles();
        return OneHot(value, example => TensorPrimitives.IndexOfMax<double>(numbers.AsSpan(example * size, size)));
    }

    internal override Value WriteWeights(Value value)
    {
        var b = value.Builder;
        var single = Single(value);
        var count = single.Aggregate(1L, (a, e) => a * e);
        var winner = Op.Unary(
            "ArgMax",
            Op.Reshape(value, -1, count),
            Attributes.None.With("axis", 1).With("keepdims", 0)
        );
        var offOn = b.Constant(Tensor.Vector(0.0, 1.0).To(value.ElementType), hint: "off_on");
        var chosen = b.Emit("OneHot", [winner, b.Longs(count), offOn], Attributes.None.With("axis", -1));
        return Op.Reshape(Op.Cast(chosen, value.ElementType), [-1, .. single.AsSpan()[1..]]);
    }
}
