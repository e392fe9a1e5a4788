using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Refuses what is not a number: nothing can be said of an element that is missing, or of a way to one.</summary>
internal static class MissingValues
{
    /// <summary>A baseline, if all of it is numbers.</summary>
    /// <exception cref="ModelException">It is NaN somewhere.</exception>
    public static Tensor Checked(string feature, Tensor baseline)
    {
        Refuse(baseline, $"the baseline of '{feature}'", "no path leads to a missing value");
        return baseline;
    }

    /// <summary>Refuses a feature that is NaN somewhere.</summary>
    /// <exception cref="ModelException">It is.</exception>
    public static void RefuseIn(Tensor value, string feature) =>
        Refuse(
            value,
            $"'{feature}'",
            "nothing can be attributed to a missing value; explain a layer where it is filled in"
        );

    private static void Refuse(Tensor value, string what, string why)
    {
        if (value.Length == 0 || !double.IsNaN(Largest(value)))
            return;
        var missing = Array.FindIndex(value.ToDoubles(), double.IsNaN);
        var size = value.Length / (int)value.Shape[0];
        throw new ModelException($"{what} is NaN at entry {missing % size} of example {missing / size}, and {why}.");
    }

    /// <summary>The largest element, which is NaN where any is.</summary>
    private static double Largest(Tensor value) =>
        value.ElementType == ElementType.Float32
            ? TensorPrimitives.Max(value.As<float>())
            : TensorPrimitives.Max<double>(value.ToDoubles());
}
