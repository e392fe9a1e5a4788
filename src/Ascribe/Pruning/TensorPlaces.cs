using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Some of the places of a tensor along one axis.</summary>
internal static class TensorPlaces
{
    /// <summary>The tensor with only the given places along an axis, in the given order.</summary>
    public static Tensor Of(Tensor tensor, int axis, int[] places)
    {
        var shape = tensor.Shape.SetItem(axis, places.Length);
        var extent = (int)tensor.Shape[axis];
        var inner = tensor.Shape.Skip(axis + 1).Aggregate(1L, (size, e) => size * e);
        var outer = tensor.Shape.Take(axis).Aggregate(1L, (size, e) => size * e);
        var size = (int)(inner * tensor.ElementType.SizeInBytes());
        var bytes = new byte[outer * places.Length * size];
        var to = 0;
        for (var row = 0; row < outer; row++)
        {
            foreach (var place in places)
            {
                tensor.Bytes.Span.Slice((row * extent + place) * size, size).CopyTo(bytes.AsSpan(to));
                to += size;
            }
        }
        return new(tensor.ElementType, shape, bytes);
    }
}
