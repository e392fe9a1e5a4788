using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Ascribe.Onnx;

/// <summary>A stretch of a file seen as memory: what is read of it comes from the disk when it is needed, and can go again.</summary>
/// <remarks>
/// A mapping lasts as long as the process. Spans do not keep what they were taken from, and reading one whose mapping is gone
/// would end the process. For the same reason the file must not be cut short; replacing it by another one does no harm.
/// </remarks>
internal sealed unsafe class MappedMemory : MemoryManager<byte>
{
    private readonly byte* start;
    private readonly int length;

    private MappedMemory(byte* start, int length)
    {
        this.start = start;
        this.length = length;
    }

    /// <summary>Maps a stretch of a file.</summary>
    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public static ReadOnlyMemory<byte> Of(FileStream file, long offset, int length)
    {
        using var mapped = MemoryMappedFile.CreateFromFile(
            file,
            mapName: null,
            capacity: 0,
            MemoryMappedFileAccess.Read,
            HandleInheritability.None,
            leaveOpen: true
        );
        var view = mapped.CreateViewAccessor(offset, length, MemoryMappedFileAccess.Read);
        byte* page = null;
        // Never released, so that no finalizer unmaps it.
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref page);
        var start = page + view.PointerOffset;
        MappedPages.Add(start, length);
        return new MappedMemory(start, length).Memory;
    }

    public override Span<byte> GetSpan() => new(start, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex, pinnable: this);

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}
