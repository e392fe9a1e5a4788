using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Which elements of an example share one entry of a mask.</summary>
/// <param name="Starts">The entry of the first element of each stretch: an example is cut into stretches, all equally long.</param>
/// <param name="Length">Elements of a stretch.</param>
/// <param name="Shared">Whether all elements of a stretch share its entry; else entries follow each other as the elements do.</param>
/// <param name="Shape">The shape of the mask.</param>
/// <remarks>
/// Elements are taken to double precision stretch by stretch, in memory that stays near: a copy of a whole feature takes longer than
/// what is computed with it.
/// </remarks>
internal sealed record MaskGroups(ImmutableArray<int> Starts, int Length, bool Shared, ImmutableArray<long> Shape)
{
    /// <summary>How many entries the mask has.</summary>
    public int Count { get; } = (int)Tensor.CountOf(Shape);

    /// <summary>Σ a·b over the elements of each entry.</summary>
    /// <param name="a">Single or double precision, an example.</param>
    /// <param name="b">The same type and size.</param>
    public double[] Sums(Tensor a, Tensor b) =>
        a.ElementType == ElementType.Float64
            ? Sums(a.As<double>(), b.As<double>())
            : Sums(a.As<float>(), b.As<float>());

    /// <summary>Elements multiplied by the smallest of several masks.</summary>
    /// <param name="elements">Single or double precision, an example.</param>
    /// <param name="groups">The entries of each mask, over the same stretches.</param>
    /// <param name="masks">The masks.</param>
    public static Tensor Times(Tensor elements, ReadOnlySpan<MaskGroups> groups, ReadOnlySpan<double[]> masks) =>
        elements.ElementType == ElementType.Float64
            ? Tensor.Of(Times(elements.As<double>(), groups, masks), elements.Shape.AsSpan())
            : Tensor.Of(Times(elements.As<float>(), groups, masks), elements.Shape.AsSpan());

    private double[] Sums<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, INumberBase<T>
    {
        var sums = new double[Count];
        var (left, right) = (new double[Length], new double[Length]);
        for (var stretch = 0; stretch < Starts.Length; stretch++)
        {
            TensorPrimitives.ConvertTruncating(a.Slice(stretch * Length, Length), left);
            TensorPrimitives.ConvertTruncating(b.Slice(stretch * Length, Length), right);
            var entries = sums.AsSpan(Starts[stretch], Shared ? 1 : Length);
            if (Shared)
                entries[0] += TensorPrimitives.Dot<double>(left, right);
            else
                TensorPrimitives.MultiplyAdd(left, right, entries, entries);
        }
        return sums;
    }

    private static T[] Times<T>(ReadOnlySpan<T> elements, ReadOnlySpan<MaskGroups> groups, ReadOnlySpan<double[]> masks)
        where T : unmanaged, INumberBase<T>
    {
        var products = GC.AllocateUninitializedArray<T>(elements.Length);
        var length = groups[0].Length;
        var (numbers, smallest, other) = (new double[length], new double[length], new double[length]);
        for (var stretch = 0; stretch < groups[0].Starts.Length; stretch++)
        {
            groups[0].Spread(masks[0], stretch, smallest);
            for (var kind = 1; kind < groups.Length; kind++)
            {
                groups[kind].Spread(masks[kind], stretch, other);
                TensorPrimitives.Min<double>(smallest, other, smallest);
            }
            TensorPrimitives.ConvertTruncating(elements.Slice(stretch * length, length), numbers);
            TensorPrimitives.Multiply<double>(numbers, smallest, numbers);
            TensorPrimitives.ConvertTruncating<double, T>(numbers, products.AsSpan(stretch * length, length));
        }
        return products;
    }

    /// <summary>The numbers of a mask along a stretch.</summary>
    private void Spread(double[] mask, int stretch, Span<double> along)
    {
        if (Shared)
            along.Fill(mask[Starts[stretch]]);
        else
            mask.AsSpan(Starts[stretch], Length).CopyTo(along);
    }
}
