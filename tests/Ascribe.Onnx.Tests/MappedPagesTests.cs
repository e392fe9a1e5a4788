using System.IO.MemoryMappedFiles;

namespace Ascribe.Onnx.Tests;

public sealed class MappedPagesTests
{
    private const int Length = 1 << 20;

    [Fact]
    public void FileThatOthersHaveMapped_IsGivenBackAndReadAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are given back on Linux only.");
        using var folder = new TemporaryFolder();
        var bytes = Enumerable.Range(0, Length).Select(i => (byte)(i % 251)).ToArray();
        File.WriteAllBytes(folder["constants.data"], bytes);
        using var file = MemoryMappedFile.CreateFromFile(folder["constants.data"], FileMode.Open);
        using var view = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
        Content(view).ShouldBe(bytes);
        Resident(folder["constants.data"]).ShouldBe(Length / 1024);
        MappedPages.Release(folder["constants.data"]);
        Resident(folder["constants.data"]).ShouldBe(0);
        Content(view).ShouldBe(bytes);
    }

    [Fact]
    public void FileThatWasWrittenOverInMemory_Stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pages are given back on Linux only.");
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["constants.data"], new byte[Length]);
        using var file = MemoryMappedFile.CreateFromFile(folder["constants.data"], FileMode.Open);
        using var view = file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.CopyOnWrite);
        view.Write(5000, (byte)7);
        MappedPages.Release(folder["constants.data"]);
        view.ReadByte(5000).ShouldBe((byte)7);
    }

    private static byte[] Content(MemoryMappedViewAccessor view)
    {
        var bytes = new byte[Length];
        view.ReadArray(0, bytes, 0, Length);
        return bytes;
    }

    /// <summary>KiB of a mapped file that lie in memory.</summary>
    private static long Resident(string path) =>
        File.ReadLines("/proc/self/smaps")
            .SkipWhile(line => !line.EndsWith(path, StringComparison.Ordinal))
            .First(line => line.StartsWith("Rss:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            is [_, var size, ..]
            ? long.Parse(size, System.Globalization.CultureInfo.InvariantCulture)
            : -1;
}
