using Ascribe.Onnx;

namespace Ascribe.Autodiff.Rules;

/// <summary>One extent of a shape that a rule writes: a number where it is known, else read off a value when the graph runs.</summary>
/// <param name="Number">The extent; null where it is free.</param>
/// <param name="Source">The value that it is read off.</param>
/// <param name="Axis">Its axis there.</param>
internal readonly record struct Extent(long? Number, Value? Source = null, int Axis = 0)
{
    /// <summary>A known extent.</summary>
    public static implicit operator Extent(long number) => new(number);

    /// <summary>The extent of a value along an axis.</summary>
    public static Extent Of(Value x, int axis) =>
        x.Info.Shape is { } dims && dims[axis].Extent is { } number ? number : new Extent(null, x, axis);

    /// <summary>The extents of a value along consecutive axes.</summary>
    public static IEnumerable<Extent> Of(Value x, Range axes)
    {
        var (first, count) = axes.GetOffsetAndLength(x.Rank);
        return Enumerable.Range(first, count).Select(axis => Of(x, axis));
    }

    /// <summary>A vector of one element.</summary>
    public Value Vector(GraphBuilder builder) =>
        Number is { } number
            ? builder.Longs(number)
            : Op.Unary("Shape", Source!.Value, Attributes.None.With("start", Axis).With("end", Axis + 1));

    /// <summary>A shape as a vector.</summary>
    public static Value Vector(GraphBuilder builder, params ReadOnlySpan<Extent> extents)
    {
        var stated = extents.ToArray();
        return stated.All(e => e.Number is not null)
            ? builder.Longs([.. stated.Select(e => e.Number!.Value)])
            : Op.Concat([.. stated.Select(e => e.Vector(builder))], 0);
    }

    /// <summary>The elements under another shape. One free extent is whatever is left, so that nothing has to be computed.</summary>
    public static Value Reshape(Value x, params ReadOnlySpan<Extent> extents)
    {
        var stated = extents.ToArray();
        var unknown = stated.Count(e => e.Number is null or -1);
        return unknown <= 1 && stated.All(e => e.Number != 0)
            ? Op.Reshape(x, [.. stated.Select(e => e.Number ?? -1)])
            : Op.Reshape(x, Vector(x.Builder, stated));
    }

    /// <summary>0, 1, … up to, not including, the extent.</summary>
    public Value Places(GraphBuilder builder) =>
        Number is { } number
            ? builder.Longs([.. Enumerable.Range(0, (int)number).Select(i => (long)i)])
            : builder.Emit(
                "Range",
                [
                    builder.Scalar(0, ElementType.Int64),
                    Op.Squeeze(Vector(builder), 0),
                    builder.Scalar(1, ElementType.Int64),
                ]
            );
}
