using System.Numerics;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>
/// Resize is linear, and works along one axis after the other: each has a matrix of weights, [out, in]. The operator itself
/// gives that matrix when it is applied to the identity, in every mode and without a second account of its coordinates.
/// </summary>
/// <param name="N">The Resize.</param>
internal sealed record Resizing(Primal N)
{
    private const string CropAndResize = "tf_crop_and_resize";

    private string Coordinates => N.Attributes.Text("coordinate_transformation_mode", "half_pixel");

    private bool KeepsAspect =>
        N.OptionalInput(3) is not null && N.Attributes.Text("keep_aspect_ratio_policy", "stretch") != "stretch";

    /// <summary>The axes that the operator's lists are about.</summary>
    private long[] Listed =>
        N.Attributes.Ints("axes") is { IsDefault: false } axes
            ? [.. axes.Select(a => a < 0 ? a + N.X.Rank : a)]
            : [.. Enumerable.Range(0, N.X.Rank).Select(a => (long)a)];

    public static Value Transpose(Primal n, Value dy) => new Resizing(n).Transpose(dy);

    private Value Transpose(Value dy)
    {
        var listed = Listed;
        Extent[] extents = [.. Extent.Of(N.Y, ..)];
        for (var i = 0; i < listed.Length; i++)
        {
            var axis = (int)listed[i];
            if (IsUntouched(axis, i))
                continue;
            if (extents[axis].Number is not { } large || Extent.Of(N.X, axis).Number is not { } small)
                throw new NotDifferentiableException($"{N.Node} resizes an axis of free extent, such as the batch.");
            dy = IsRepetition(small, large, i)
                ? Summed(dy, axis, extents, small, large / small)
                : Weighed(dy, axis, extents, Weights(axis, i, small, large));
            extents[axis] = small;
        }
        return Shaping.ReshapeLike(dy, N.X);
    }

    /// <summary>Whether an axis keeps its elements as they are; all do where no extent changes.</summary>
    private bool IsUntouched(int axis, int index)
    {
        var (from, to) = (N.X.Info.Shape!.Value, N.Y.Info.Shape!.Value);
        if (from[axis] != to[axis] || (!from[axis].IsFixed && from[axis].Symbol is null))
            return false;
        if (from.SequenceEqual(to))
            return true;
        if (KeepsAspect || (Coordinates == CropAndResize && !TakesAll(index)))
            return false;
        return N.OptionalInput(2) is not { Content: { } scales } || scales.ToDoubles()[index] == 1;
    }

    /// <summary>Whether the region of interest is the whole axis.</summary>
    private bool TakesAll(int index) =>
        N.OptionalInput(1)?.Content?.ToDoubles() is { } region
        && region[index] == 0
        && region[index + region.Length / 2] == 1;

    /// <summary>Whether every element is simply repeated a whole number of times.</summary>
    private bool IsRepetition(long small, long large, int index)
    {
        if (N.Attributes.Text("mode", "nearest") != "nearest" || small == 0 || large % small != 0 || KeepsAspect)
            return false;
        if (N.OptionalInput(2) is { } scales && scales.Content?.ToDoubles()[index] != large / small)
            return false;
        return (Coordinates, N.Attributes.Text("nearest_mode", "round_prefer_floor")) switch
        {
            ("asymmetric", "floor") => true,
            ("half_pixel", "round_prefer_floor" or "round_prefer_ceil") => true,
            _ => false,
        };
    }

    /// <summary>The repetitions of every element added up.</summary>
    private static Value Summed(Value dy, int axis, Extent[] extents, long small, long times)
    {
        var apart = Extent.Reshape(dy, [.. extents[..axis], small, times, .. extents[(axis + 1)..]]);
        return ReduceSum(apart, [axis + 1], keepDims: false);
    }

    /// <summary>
    /// The weights along an axis, transposed, [in, out]: the first column of resized pictures whose channel i is 1 in row i.
    /// They change their width too, because a picture that keeps its extents is copied whatever the scale.
    /// </summary>
    private Value Weights(int axis, int index, long small, long large)
    {
        var b = N.Builder;
        var attributes = N.Attributes.With("axes", new[] { 2L, 3L }).With("extrapolation_value", 0f);
        var (width, sizes) = (1L, b.Longs(large, 2));
        if (KeepsAspect && Ruling() is var (stated, extent) && stated * small != large * extent)
        {
            // Another axis rules the scale: the width takes its place, at the same ratio.
            var divisor = (long)BigInteger.GreatestCommonDivisor(stated, extent);
            (width, sizes) = (extent / divisor, b.Longs(N.ConstantLongs(3)[index], stated / divisor));
        }
        else
            attributes = attributes.Without("keep_aspect_ratio_policy");
        var pictures = b.Constant(Diagonal(small, width).To(N.X.ElementType), hint: "identity");
        var resized = N.OptionalInput(2) is { } scales
            ? b.Emit("Resize", [pictures, Region(index), With(scales, index, 2)], attributes)
            : b.Emit("Resize", [pictures, Region(index), null, sizes], attributes);
        return Squeeze(Slice(resized, [0], [1], [3]), 0, 3);
    }

    /// <summary>The region of interest along an axis, and all of the width; null where there is none.</summary>
    private Value? Region(int index)
    {
        if (Coordinates != CropAndResize)
            return null;
        return Concat([With(N.W, index, 0), With(N.W, index + Listed.Length, 1)], 0);
    }

    /// <summary>An entry of a vector, and a number behind it.</summary>
    private static Value With(Value vector, int entry, double number)
    {
        var b = vector.Builder;
        var behind = b.Constant(Tensor.Filled(vector.ElementType, [1], number));
        return Concat([Gather(vector, b.Longs(entry), 0), behind], 0);
    }

    private static Tensor Diagonal(long size, long width)
    {
        var elements = new double[size * size * width];
        for (var row = 0L; row < size; row++)
            Array.Fill(elements, 1, (int)((row * size + row) * width), (int)width);
        return Tensor.Of(elements, 1, size, size, width);
    }

    /// <summary>Stated size and extent of the axis whose scale all take over, so that the aspect ratio is kept.</summary>
    private (long Stated, long Extent) Ruling()
    {
        var larger = N.Attributes.Text("keep_aspect_ratio_policy") == "not_smaller";
        var axes = N.ConstantLongs(3).Zip(Listed, (stated, axis) => (stated, N.X.Info.Extent((int)axis)));
        return larger ? axes.MaxBy(Scale) : axes.MinBy(Scale);

        static double Scale((long Stated, long Extent) axis) => (double)axis.Stated / axis.Extent;
    }

    private static Value Weighed(Value dy, int axis, Extent[] extents, Value weights)
    {
        var behind = Product(extents[(axis + 1)..]);
        if (behind == 1)
            return MatMulTransposed(Extent.Reshape(dy, -1, extents[axis]), weights);
        var before = behind is null ? Product(extents[..axis]) : -1;
        return MatMul(weights, Extent.Reshape(dy, before ?? -1, extents[axis], behind ?? -1));
    }

    /// <summary>The product of extents; null where one is free.</summary>
    private static long? Product(Extent[] extents) =>
        extents.Aggregate((long?)1, (product, extent) => product * extent.Number);
}
