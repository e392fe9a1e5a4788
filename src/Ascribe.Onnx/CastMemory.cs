using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ascribe.Onnx;

/// <summary>An array of <typeparamref name="T"/> seen as bytes, without a copy.</summary>
internal sealed class CastMemory<T>(T[] values) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(values.AsSpan());

    public override MemoryHandle Pin(int elementIndex = 0) =>
        values.Length == 0 ? default : values.AsMemory().Slice(elementIndex / Unsafe.SizeOf<T>()).Pin();

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}
