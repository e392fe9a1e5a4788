using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Runtime;

/// <summary>
/// Memory for results that serves run after run. Long work gives results as large as its features thousands of times, and .NET collects
/// what is left of them late.
/// </summary>
internal sealed class ResultBuffers
{
    private readonly ConcurrentDictionary<int, ConcurrentQueue<byte[]>> spare = [];

    /// <summary>Memory of a length, with anything in it.</summary>
    public byte[] Take(int length) =>
        spare.TryGetValue(length, out var buffers) && buffers.TryDequeue(out var buffer)
            ? buffer
            : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Takes back what results lie in; nobody may read them any more.</summary>
    public void Return(ImmutableArray<Tensor> results)
    {
        foreach (var result in results)
            if (MemoryMarshal.TryGetArray(result.Bytes, out var whole) && whole.Array is { } buffer)
                if (buffer.Length == whole.Count)
                    spare.GetOrAdd(buffer.Length, _ => []).Enqueue(buffer);
    }
}
