using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>
/// GroupNormalization(x, γ, β) → γ·LayerNormalization(x as [N, groups, rest]) + β, with γ and β by channel, or by group as
/// before operator set 21.
/// </summary>
internal static class GroupNormalization
{
    public static void Lower(Composite n)
    {
        var groups = n.Attributes.Int("num_groups");
        var settings = Attributes.None.With("axis", -1).With("epsilon", n.Attributes.Float("epsilon", 1e-5f));
        // One factor of 1 for all: what scales follows by channel.
        var one = n.Builder.Constant(Tensor.Filled(n.X.ElementType, [1], 1), hint: "one");
        var normalized = n.Builder.Emit("LayerNormalization", [Reshape(n.X, 0, groups, -1), one], settings);
        if (n.Extent(1, 0, "the number of factors") == groups)
            n.Define(0, Reshape(Scaled(n, normalized, axes: 3), Shape(n.X)));
        else
            n.Define(0, Scaled(n, Reshape(normalized, Shape(n.X)), n.X.Rank));
    }

    private static Value Scaled(Composite n, Value x, int axes)
    {
        long[] shape = [-1, .. Enumerable.Repeat(1L, axes - 2)];
        return x * Reshape(n.Input(1), shape) + Reshape(n.Input(2), shape);
    }
}
