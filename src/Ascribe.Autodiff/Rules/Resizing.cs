using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>The rule of Resize, which is linear along each axis by itself.</summary>
/// <remarks>
/// What an axis of extent I is multiplied by to get extent O is found by resizing the unit matrix [I, I] along its last axis:
/// the weights are the operator's own, whatever its mode, coordinates and rounding. They are constants, and folded.
/// </remarks>
internal static class Resizing
{
    public static Value Transposed(Primal n, Value dy)
    {
        for (var axis = 0; axis < n.X.Rank; axis++)
        {
            if (IsResized(n, axis))
                dy = Copies(n, axis) is { } copies ? Summed(n, dy, axis, copies) : Multiplied(n, dy, axis);
        }
        return dy;
    }

    private static Value Multiplied(Primal n, Value dy, int axis)
    {
        var weights = Weights(n, axis);
        var last = n.X.Rank - 1;
        if (axis == last)
            return MatMul(dy, Transpose(weights, 1, 0));
        var order = Enumerable.Range(0, n.X.Rank).Select(a => (long)a).ToArray();
        (order[axis], order[last]) = (last, axis);
        return Transpose(MatMul(Transpose(dy, order), Transpose(weights, 1, 0)), order);
    }

    /// <summary>Copies that lie side by side, as the nearest neighbor at a whole scale gives them, are summed.</summary>
    private static Value Summed(Primal n, Value dy, int axis, long copies)
    {
        var dims = n.Y.Info.Shape!.Value.ToArray();
        var parts = dims.Select(d => d.Extent ?? -1).ToList();
        // Axes that come before are resized back already.
        for (var earlier = 0; earlier < axis; earlier++)
            parts[earlier] = n.X.Info.Shape!.Value[earlier].Extent ?? -1;
        parts[axis] = n.X.Info.Extent(axis);
        parts.Insert(axis + 1, copies);
        return ReduceSum(Reshape(dy, [.. parts]), [axis + 1], keepDims: false);
    }

    /// <summary>How many copies of each entry lie side by side; null where the result is something else than copies.</summary>
    private static long? Copies(Primal n, int axis)
    {
        var (input, output) = (n.X.Info.Extent(axis), n.Y.Info.Extent(axis));
        if (n.Attributes.Text("mode", "nearest") != "nearest" || output % input != 0)
            return null;
        if (Scale(n, axis) is { } scale && scale != output / input)
            return null;
        var rounding = n.Attributes.Text("nearest_mode", "round_prefer_floor");
        var aligned = n.Attributes.Text("coordinate_transformation_mode", "half_pixel") switch
        {
            "asymmetric" => rounding == "floor",
            "half_pixel" => rounding.StartsWith("round_prefer", StringComparison.Ordinal),
            _ => false,
        };
        return aligned ? output / input : null;
    }

    /// <summary>The matrix [I, O] of an axis.</summary>
    private static Value Weights(Primal n, int axis)
    {
        var (b, type) = (n.Builder, n.X.ElementType);
        var extent = n.X.Info.Extent(axis);
        var unit = b.Constant(Unit(extent).To(type), hint: "unit");
        var attributes = n
            .Attributes.Without("axes")
            .Without("keep_aspect_ratio_policy")
            .With("extrapolation_value", 0f);
        Value? region = Cropped(n)
            ? b.Constant(Tensor.Vector(0f, Region(n, axis, 0), 1, Region(n, axis, 1)), hint: "region")
            : null;
        return Scale(n, axis) is { } scale
            ? b.Emit("Resize", [unit, region, b.Constant(Tensor.Vector(1f, scale), hint: "scales")], attributes)
            : b.Emit("Resize", [unit, region, null, b.Longs(extent, n.Y.Info.Extent(axis))], attributes);
    }

    private static bool IsResized(Primal n, int axis)
    {
        var (from, to) = (n.X.Info.Shape!.Value[axis], n.Y.Info.Shape!.Value[axis]);
        if (from != to)
            return true;
        if (!from.IsFixed)
            return false;
        return Scale(n, axis) is { } scale && scale != 1
            || (Cropped(n) && (Region(n, axis, 0) != 0 || Region(n, axis, 1) != 1));
    }

    private static bool Cropped(Primal n) =>
        n.Attributes.Text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize";

    /// <summary>Where the region that is resized begins (0) or ends (1) along an axis, in shares of its extent.</summary>
    private static float Region(Primal n, int axis, int end)
    {
        var region = Numbers(n, 1);
        return Position(n, axis) is { } i ? region[i + end * region.Length / 2] : end;
    }

    /// <summary>The stated scale of an axis; null where sizes are stated instead.</summary>
    private static float? Scale(Primal n, int axis)
    {
        if (n.OptionalInput(2) is not { } scales || scales.Content is { Length: 0 })
            return null;
        return Position(n, axis) is { } i ? Numbers(n, 2)[i] : 1;
    }

    /// <summary>Which entry of scales, sizes and region belongs to an axis; null where none does.</summary>
    private static int? Position(Primal n, int axis)
    {
        var axes = n.Attributes.Ints("axes");
        if (axes.IsDefault)
            return axis;
        var found = axes.Select(a => a < 0 ? a + n.X.Rank : a).ToList().IndexOf(axis);
        return found < 0 ? null : found;
    }

    private static float[] Numbers(Primal n, int input) =>
        n.Input(input).Content?.ToFloats()
        ?? throw new NotDifferentiableException(
            $"{n.Node} takes '{n.Node.Inputs[input]}' from the graph; only a constant is supported there."
        );

    private static Tensor Unit(long extent)
    {
        var values = new float[extent * extent];
        for (var i = 0; i < extent; i++)
            values[i * extent + i] = 1;
        return Tensor.Of(values, extent, extent);
    }
}
