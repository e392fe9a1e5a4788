using System.Collections.Immutable;

namespace Ascribe.Arrays;

/// <summary>The storage order in which the last axis runs fastest.</summary>
internal static class RowMajor
{
    /// <summary>The elements of an array in which the first axis runs fastest, put in row-major order.</summary>
    /// <param name="bytes">The elements.</param>
    /// <param name="shape">The extents, outermost first.</param>
    /// <param name="size">Bytes of one element.</param>
    public static byte[] FromColumnMajor(ReadOnlySpan<byte> bytes, ImmutableArray<long> shape, int size)
    {
        var result = new byte[bytes.Length];
        var index = new long[shape.Length];
        var strides = Strides(shape);
        long from = 0;
        for (var to = 0; to < result.Length; to += size)
        {
            bytes.Slice((int)from * size, size).CopyTo(result.AsSpan(to));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                from -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return result;
    }

    private static long[] Strides(ImmutableArray<long> shape)
    {
        var strides = new long[shape.Length];
        long stride = 1;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }
        return strides;
    }
}
