using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>What is known of a named value: its element type and, where known, its shape.</summary>
/// <param name="Name">The name, unique in its graph.</param>
/// <param name="ElementType">The element type; <see cref="ElementType.Undefined"/> where unknown.</param>
/// <param name="Shape">One extent per axis; null where not even the rank is known.</param>
public sealed record ValueInfo(string Name, ElementType ElementType, ImmutableArray<Dim>? Shape = null)
{
    /// <summary>The fixed extent of an axis.</summary>
    /// <exception cref="ModelException">The extent is not fixed, or the rank is unknown.</exception>
    public long Extent(int axis) =>
        Shape is { } dims && axis < dims.Length && dims[axis].Extent is { } extent
            ? extent
            : throw new ModelException($"Axis {axis} of '{Name}' has no fixed extent: {this}.");

    /// <summary>The extents behind the batch and the channel axis.</summary>
    /// <exception cref="ModelException">One of them is not fixed, or the rank is unknown.</exception>
    public ImmutableArray<long> SpatialExtents() =>
        [.. Enumerable.Range(2, (Shape?.Length ?? 2) - 2).Select(axis => Extent(axis))];

    /// <inheritdoc/>
    public override string ToString() =>
        Shape is { } dims
            ? $"{ElementType.OnnxName()}[{string.Join(',', dims)}] {Name}"
            : $"{ElementType.OnnxName()} {Name}";
}
