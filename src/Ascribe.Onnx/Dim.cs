namespace Ascribe.Onnx;

/// <summary>One extent of a shape: a number, or a name for a number that is known only when the graph runs.</summary>
/// <param name="Extent">The number of elements along the axis, where it is fixed.</param>
/// <param name="Symbol">The name of a free extent such as <c>N</c>; null where the extent is fixed or nothing is known.</param>
public readonly record struct Dim(long? Extent, string? Symbol = null)
{
    /// <summary>The extent of the batch axis, free in every canonical graph.</summary>
    public static Dim Batch { get; } = new(null, "N");

    /// <summary>Whether the extent is a number.</summary>
    public bool IsFixed => Extent is not null;

    /// <summary>A fixed extent.</summary>
    public static implicit operator Dim(long extent) => new(extent);

    /// <inheritdoc/>
    public override string ToString() => Extent?.ToString() ?? Symbol ?? "?";
}
