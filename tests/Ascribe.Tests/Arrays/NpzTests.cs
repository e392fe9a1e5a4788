using System.IO.Compression;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Tests.Arrays;

public sealed class NpzTests : IDisposable
{
    // Written by numpy 1.24.2: savez_compressed(path, **{'block/conv:0': float32 [[1, 2]], 'n': int64 5}).
    private const string NumpyArchive =
        "UEsDBBQAAAAIAAAAIQCxRkXqTgAAAIgAAAAQABQAYmxvY2svY29udjowLm5weQEAEACIAAAAAAAAAE4AAAAAAAAAm+wX6hsQychQxlCtnpJanF"
        + "ykbqWgbpNmoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkahjoKRpo6CrUKZAMuBoYGewYGBgcAUEsDBBQAAAAIAAAAIQBev9UuRgAA"
        + "AIgAAAAFABQAbi5ucHkBABAAiAAAAAAAAABGAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEndLzClOBY"
        + "oXZyQWpAL5Gpo6CrUKFAEuVgYIAABQSwECFAMUAAAACAAAACEAsUZF6k4AAACIAAAAEAAAAAAAAAAAAAAAgAEAAAAAYmxvY2svY29udjowLm5w"
        + "eVBLAQIUAxQAAAAIAAAAIQBev9UuRgAAAIgAAAAFAAAAAAAAAAAAAACAAZAAAABuLm5weVBLBQYAAAAAAgACAHEAAAANAQAAAAA=";

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_ThenRead_KeepsNamesAndElements(bool compressed)
    {
        string[] names =
        [
            "input",
            "block/conv:0",
            "../up",
            "/root",
            @"C:\x",
            "a.npy",
            "größe α",
            "",
            "x/",
            " ",
            "a\nb",
        ];
        var arrays = names.Select((name, i) => KeyValuePair.Create(name, Tensor.Of([i, i + 1f], 1, 2))).ToArray();

        Npz.Write(folder["a.npz"], arrays, compressed);

        var read = Npz.Read(folder["a.npz"]);
        read.Keys.ShouldBe(names, ignoreOrder: true);
        foreach (var (name, tensor) in arrays)
            read[name].ContentEquals(tensor).ShouldBeTrue(name);
    }

    [Fact]
    public void Read_ArchiveThatNumpyWrote_GivesItsArrays()
    {
        var read = Npz.Read(folder.With("a.npz", Convert.FromBase64String(NumpyArchive)));

        read.Keys.ShouldBe(["block/conv:0", "n"]);
        read["block/conv:0"].ContentEquals(Tensor.Of([1f, 2f], 1, 2)).ShouldBeTrue();
        read["n"].ContentEquals(Tensor.Scalar(5L)).ShouldBeTrue();
    }

    [Fact]
    public void Write_SameArraysTwice_GivesTheSameBytes()
    {
        var arrays = new Dictionary<string, Tensor> { ["b"] = Tensor.Scalar(1f), ["a"] = Tensor.Vector(1L, 2L) };

        Npz.Write(folder["1.npz"], arrays);
        Npz.Write(folder["2.npz"], arrays);

        File.ReadAllBytes(folder["1.npz"]).ShouldBe(File.ReadAllBytes(folder["2.npz"]));
    }

    [Fact]
    public void Write_Compressed_IsSmaller()
    {
        var arrays = new Dictionary<string, Tensor> { ["zeros"] = Tensor.Filled(ElementType.Float32, [10_000], 0) };

        Npz.Write(folder["stored.npz"], arrays);
        Npz.Write(folder["deflated.npz"], arrays, compressed: true);

        new FileInfo(folder["stored.npz"]).Length.ShouldBeGreaterThan(40_000);
        new FileInfo(folder["deflated.npz"]).Length.ShouldBeLessThan(2_000);
        Npz.Read(folder["deflated.npz"])["zeros"].Length.ShouldBe(10_000);
    }

    [Fact]
    public void Write_NameTwice_IsRefusedAndKeepsTheOldFile()
    {
        Npz.Write(folder["a.npz"], [KeyValuePair.Create("x", Tensor.Scalar(1f))]);
        KeyValuePair<string, Tensor>[] twice = [new("x", Tensor.Scalar(2f)), new("x", Tensor.Scalar(3f))];

        Should.Throw<ModelException>(() => Npz.Write(folder["a.npz"], twice)).Message.ShouldContain("'x'");

        Npz.Read(folder["a.npz"])["x"].ToFloats().ShouldBe([1f]);
    }

    [Fact]
    public void Write_TypeThatNumpyLacks_NamesTheArray() =>
        Should
            .Throw<ModelException>(() => Npz.Write(folder["a.npz"], [new("words", new Tensor([1], ["text"]))]))
            .Message.ShouldContain("'words'");

    [Fact]
    public void Read_NameTwice_IsRefused()
    {
        var path = Archive(("x.npy", NpyBytes()), ("x.npy", NpyBytes()));

        Complaint(path).ShouldContain("the array 'x' is there twice");
    }

    [Fact]
    public void Read_EntryThatIsNoArray_IsNamed()
    {
        Complaint(Archive(("notes.txt", [1]))).ShouldContain("'notes.txt'");
        Complaint(Archive(("x.npy", [1, 2, 3]))).ShouldContain("array 'x'");
    }

    [Fact]
    public void Read_CutOffFile_IsAModelException()
    {
        var bytes = File.ReadAllBytes(Archive(("x.npy", NpyBytes())));

        foreach (var length in new[] { 0, 10, 100, bytes.Length - 1 })
            Complaint(folder.With("cut.npz", bytes[..length])).ShouldContain("cut off or damaged");
    }

    [Fact]
    public void Read_FlippedBit_IsNoticed()
    {
        var path = Archive(("x.npy", NpyBytes()));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("\n"u8) + 1] ^= 1;

        Complaint(folder.With("flipped.npz", bytes)).ShouldContain("checksum");
    }

    [Fact]
    public void Read_EntryThatClaimsAbsurdSize_IsRefused()
    {
        var path = Archive(("x.npy", NpyBytes()));
        var bytes = File.ReadAllBytes(path);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 2_000_000_000);

        Complaint(folder.With("absurd.npz", bytes)).ShouldContain("absurd size");
    }

    private string Complaint(string path)
    {
        var message = Should.Throw<ModelException>(() => Npz.Read(path)).Message;
        message.ShouldStartWith(path);
        message.ShouldNotContain("\n");
        return message;
    }

    private byte[] NpyBytes()
    {
        Npy.Write(folder["x.npy"], Tensor.Vector(1f, 2f));
        return File.ReadAllBytes(folder["x.npy"]);
    }

    private string Archive(params (string Name, byte[] Bytes)[] entries)
    {
        var path = folder[$"{entries.Length}-{entries[0].Name}.npz"];
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in entries)
        {
            using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
            stream.Write(bytes);
        }
        return path;
    }
}
