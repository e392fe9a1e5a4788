using System.IO.Compression;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Tests.Arrays;

public sealed class IdxFileTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_AreReadInRowMajorOrder()
    {
        var tensor = Read([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]);
        tensor.ElementType.ShouldBe(ElementType.UInt8);
        tensor.Shape.ShouldBe([2, 3]);
        tensor.ToLongs().ShouldBe([1, 2, 3, 4, 5, 255]);
    }

    [Fact]
    public void Numbers_AreBigEndian()
    {
        Read([0, 0, 0x0C, 1, 0, 0, 0, 2, 0, 0, 1, 2, 255, 255, 255, 254]).ToLongs().ShouldBe([258, -2]);
        Read([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0]).ToFloats().ShouldBe([1.5f]);
    }

    [Fact]
    public void PackedFile_IsTheSame()
    {
        using (var packed = new GZipStream(File.Create(folder["a.gz"]), CompressionLevel.Fastest))
            packed.Write([0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);
        IdxFile.Read(folder["a.gz"]).ToLongs().ShouldBe([7, 9]);
    }

    [Theory]
    [InlineData("cut off", new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 7 })]
    [InlineData("cut off", new byte[] { 0, 0, 8, 1, 0, 0 })]
    [InlineData("cut off", new byte[] { 0, 0, 8, 1, 0x7F, 0, 0, 0, 7 })]
    [InlineData("too large", new byte[] { 0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 7 })]
    [InlineData("more in the file", new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 7, 8 })]
    [InlineData("no idx file", new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 7 })]
    [InlineData("no idx file", new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 7 })]
    public void DamagedFile_IsOneLine(string said, byte[] content)
    {
        var complaint = Should.Throw<ModelException>(() => Read(content)).Message;
        complaint.ShouldStartWith(folder["a"]);
        complaint.ShouldContain(said);
    }

    [Fact]
    public void NoPackedFile_IsOneLine()
    {
        File.WriteAllText(folder["a.gz"], "not packed");
        Should.Throw<ModelException>(() => IdxFile.Read(folder["a.gz"])).Message.ShouldContain("cannot be read");
    }

    private Tensor Read(byte[] content)
    {
        File.WriteAllBytes(folder["a"], content);
        return IdxFile.Read(folder["a"]);
    }
}
