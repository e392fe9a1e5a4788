namespace Ascribe.Onnx.Tests;

public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder outer = new();
    private readonly TemporaryFolder folder = new();

    public ExternalDataTests()
    {
        File.WriteAllBytes(folder["data.bin"], [9, 9, 9, 9, .. Bytes(1.5f, -2f)]);
        File.WriteAllBytes(outer["secret.bin"], Bytes(1, 2));
    }

    public void Dispose()
    {
        folder.Dispose();
        outer.Dispose();
    }

    [Fact]
    public void DataBesideTheModel_IsReadFromOffsetOverLength() =>
        Read(("location", "data.bin"), ("offset", "4"), ("length", "8")).ToDoubles().ShouldBe([1.5, -2]);

    [Fact]
    public void DataWithoutLength_ReachesToTheEnd() =>
        Read(("location", "data.bin"), ("offset", "4")).ToDoubles().ShouldBe([1.5, -2]);

    [Fact]
    public void DataInASubfolder_IsRead()
    {
        Directory.CreateDirectory(folder["weights"]);
        File.WriteAllBytes(folder["weights/w.bin"], Bytes(3, 4));
        Read(("location", "weights/w.bin")).ToDoubles().ShouldBe([3, 4]);
    }

    [Fact]
    public void LinkWithinTheFolder_IsFollowed()
    {
        File.WriteAllBytes(folder["real.bin"], Bytes(3, 4));
        File.CreateSymbolicLink(folder["link.bin"], folder["real.bin"]);
        Read(("location", "link.bin")).ToDoubles().ShouldBe([3, 4]);
    }

    [Fact]
    public void ParentFolder_IsRefused() =>
        Complaint($"../{Path.GetFileName(outer.Path)}/secret.bin").ShouldContain("outside the model's folder");

    [Fact]
    public void AbsolutePath_IsRefused() => Complaint(outer["secret.bin"]).ShouldContain("outside the model's folder");

    [Fact]
    public void LinkedFile_IsRefused()
    {
        File.CreateSymbolicLink(folder["link.bin"], outer["secret.bin"]);
        Complaint("link.bin").ShouldContain("outside the model's folder");
    }

    [Fact]
    public void FileInALinkedFolder_IsRefused()
    {
        Directory.CreateSymbolicLink(folder["linked"], outer.Path);
        Complaint("linked/secret.bin").ShouldContain("outside the model's folder");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\0b")]
    public void LocationThatIsNoFile_IsRefused(string location) =>
        Complaint(location).ShouldContain("the constant 'w': ");

    [Fact]
    public void MissingFile_IsNamedAsTheConstants() =>
        Complaint("gone.bin").ShouldContain("the constant 'w': its data is to lie in 'gone.bin', which is missing");

    [Theory]
    [InlineData("offset", "5")]
    [InlineData("offset", "-1")]
    [InlineData("length", "1000")]
    [InlineData("offset", "9223372036854775807")]
    public void Stretch_BeyondTheFile_IsRefused(string key, string value) =>
        Proto.Complaint(() => Read(("location", "data.bin"), (key, value))).ShouldContain("the constant 'w': ");

    [Fact]
    public void OffsetThatIsNoNumber_IsNamed() =>
        Proto.Complaint(() => Read(("location", "data.bin"), ("offset", "four"))).ShouldContain("offset = 'four'");

    [Fact]
    public void EntryGivenTwice_DoesNotCrash() =>
        Read(("location", "data.bin"), ("offset", "4"), ("offset", "0")).ToDoubles().ShouldBe([1.5, -2]);

    /// <summary>Large content is mapped where numbers lie at multiples of their size, and read elsewhere.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(4096)]
    [InlineData(3)]
    public void LargeContent_IsTheSameWhereverItBegins(int offset)
    {
        var numbers = Enumerable.Range(0, 400_000).Select(i => i * 0.5f).ToArray();
        File.WriteAllBytes(folder["large.bin"], [.. new byte[offset], .. Bytes(numbers), 7]);
        var tensor = Read(
            numbers.Length,
            ("location", "large.bin"),
            ("offset", $"{offset}"),
            ("length", $"{4 * numbers.Length}")
        );
        File.Delete(folder["large.bin"]);
        tensor.ContentEquals(Tensor.Vector(numbers)).ShouldBeTrue();
        tensor.Rows(399_999, 1).ToDoubles().ShouldBe([199_999.5]);
    }

    [Fact]
    public void TensorBeyondTwoGibibytes_IsRefusedByName()
    {
        using (var file = File.Create(folder["huge.bin"]))
            file.SetLength((1L << 31) + 8);
        Proto
            .Complaint(() => Read((1 << 29) + 2, ("location", "huge.bin")))
            .ShouldContain("the constant 'w': its data in 'huge.bin' is 2147483656 bytes, more than the 2 GiB");
    }

    private string Complaint(string location) => Proto.Complaint(() => Read(("location", location)));

    private Tensor Read(params (string Key, string Value)[] entries) => Read(2, entries);

    private Tensor Read(long count, params (string Key, string Value)[] entries)
    {
        var tensor = new global::Onnx.TensorProto
        {
            DataType = 1,
            DataLocation = global::Onnx.TensorProto.Types.DataLocation.External,
        };
        tensor.Dims.Add(count);
        tensor.ExternalData.AddRange(
            entries.Select(e => new global::Onnx.StringStringEntryProto { Key = e.Key, Value = e.Value })
        );
        return Proto.Load(Proto.WithConstant(tensor), folder).Graph.Constants["w"];
    }

    private static byte[] Bytes(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}
