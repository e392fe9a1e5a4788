namespace Ascribe.Pruning;

/// <summary>Sums over all axes of a tensor but one.</summary>
internal static class AxisSums
{
    /// <summary>Adds a function of every element to the sum of its place along the axis.</summary>
    public static void Add(Tensor tensor, int axis, Func<double, double> of, double[] sums)
    {
        var inner = (int)tensor.Shape.Skip(axis + 1).Aggregate(1L, (size, e) => size * e);
        var extent = (int)tensor.Shape[axis];
        foreach (var (i, value) in tensor.ToDoubles().Index())
            sums[i / inner % extent] += of(value);
    }
}
