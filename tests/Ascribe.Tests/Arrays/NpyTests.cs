using System.Text;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Tests.Arrays;

public sealed class NpyTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_Floats_GivesTheBytesThatNumpyWrites()
    {
        Npy.Write(folder["a.npy"], Tensor.Of([1.5f, -2, 3, 0.25f], 2, 2));

        // numpy 1.24.2: numpy.save of the same array.
        byte[] expected =
        [
            .. File1("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", 118),
            .. Convert.FromHexString("0000c03f000000c0000040400000803e"),
        ];
        File.ReadAllBytes(folder["a.npy"]).ShouldBe(expected);
    }

    [Theory]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (), }", new long[0])]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }", new long[] { 3 })]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (123456, 0), }", new long[] { 123456, 0 })]
    public void Write_AnyRank_GivesTheHeaderThatNumpyWrites(string header, long[] shape)
    {
        Npy.Write(folder["a.npy"], Tensor.Filled(ElementType.Int64, [.. shape], 7));

        File.ReadAllBytes(folder["a.npy"])[..128].ShouldBe(File1(header, 118));
    }

    [Fact]
    public void Write_ElementsOfOneByte_HaveNoByteOrder()
    {
        Npy.Write(folder["a.npy"], Tensor.Vector(true, false));

        File.ReadAllBytes(folder["a.npy"])[..128]
            .ShouldBe(File1("{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }", 118));
    }

    public static TheoryData<ElementType> SharedTypes =>
        [.. Enum.GetValues<ElementType>().Where(t => t.SizeInBytes() > 0 && t != ElementType.BFloat16)];

    [Theory]
    [MemberData(nameof(SharedTypes))]
    public void Write_ThenRead_GivesTheSameTensor(ElementType type)
    {
        var tensor = Tensor.Of([0.0, 1, 2, 3, 4, 100], 2, 1, 3).To(type);

        Npy.Write(folder["a.npy"], tensor);

        Npy.Read(folder["a.npy"]).ContentEquals(tensor).ShouldBeTrue();
    }

    [Fact]
    public void Read_BigEndianInFortranOrder_GivesRowMajorElements()
    {
        // numpy 1.24.2: numpy.save(numpy.asfortranarray(numpy.array([[1, 2, 3], [4, 5, 6]], '>i2'))).
        byte[] bytes =
        [
            .. File1("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }", 118),
            .. Convert.FromHexString("000100040002000500030006"),
        ];

        var tensor = Npy.Read(folder.With("a.npy", bytes));

        tensor.Shape.ShouldBe([2, 3]);
        tensor.As<short>().ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void Read_FortranOrderOfRankThree_AgreesWithIndexArithmetic()
    {
        var columns = Enumerable.Range(0, 24).ToArray();
        var bytes = columns.SelectMany(BitConverter.GetBytes).ToArray();
        byte[] file = [.. File1("{'descr': '<i4', 'fortran_order': True, 'shape': (2, 3, 4)}", 118), .. bytes];

        var rows = Npy.Read(folder.With("a.npy", file)).As<int>().ToArray();

        for (var i = 0; i < 2; i++)
        for (var j = 0; j < 3; j++)
        for (var k = 0; k < 4; k++)
            rows[(i * 3 + j) * 4 + k].ShouldBe(i + 2 * (j + 3 * k));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_WideHeader_IsUnderstood(byte version)
    {
        var text = "{\"shape\": (2L, 1L), \"fortran_order\": False, \"descr\": \"=u1\"}\n";
        byte[] file =
        [
            .. Magic(version),
            .. BitConverter.GetBytes(text.Length),
            .. Encoding.Latin1.GetBytes(text),
            9,
            8,
        ];

        var tensor = Npy.Read(folder.With("a.npy", file));

        tensor.Shape.ShouldBe([2, 1]);
        tensor.As<byte>().ToArray().ShouldBe([9, 8]);
    }

    [Fact]
    public void Read_TruthValuesOtherThanOne_BecomeOne()
    {
        byte[] file = [.. File1("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", 118), 0, 1, 2];

        Npy.Read(folder.With("a.npy", file)).Bytes.ToArray().ShouldBe([0, 1, 1]);
    }

    [Theory]
    [InlineData("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "type '<c8' cannot be read")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "type '|O' cannot be read")]
    [InlineData("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", "header is not understood")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "header is not understood")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "header is not understood")]
    [InlineData("__import__('os')", "header is not understood")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "shape is absurd")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }",
        "too large for a tensor"
    )]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", "too large for one tensor")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "takes 8 bytes, but 4 follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}", "header is not understood")]
    public void Read_HeaderThatCannotBe_SaysWhyInOneLine(string header, string complaint)
    {
        var path = folder.With("bad.npy", [.. File1(header, 118), 0, 0, 0, 0]);

        var message = Should.Throw<ModelException>(() => Npy.Read(path)).Message;

        message.ShouldContain(complaint);
        message.ShouldStartWith(path);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Read_NestedBrackets_DoNotTakeForever()
    {
        var header = "{" + string.Concat(Enumerable.Repeat("'shape': (1, ", 4000));

        Should.Throw<ModelException>(() => Npy.Read(folder.With("bad.npy", File1(header, 60_000))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(60)]
    [InlineData(130)]
    public void Read_CutOffFile_IsAModelException(int length)
    {
        Npy.Write(folder["a.npy"], Tensor.Vector(1f, 2f));
        var path = folder.With("cut.npy", File.ReadAllBytes(folder["a.npy"])[..length]);

        Should.Throw<ModelException>(() => Npy.Read(path)).Message.ShouldStartWith(path);
    }

    [Fact]
    public void Read_HugeHeaderLength_IsRefusedBeforeItIsAllocated()
    {
        var path = folder.With("bad.npy", [.. Magic(2), 0xFF, 0xFF, 0xFF, 0x7F]);

        Should.Throw<ModelException>(() => Npy.Read(path)).Message.ShouldContain("damaged");
    }

    [Fact]
    public void Read_NoSuchFile_IsAModelException() =>
        Should.Throw<ModelException>(() => Npy.Read(folder["none.npy"])).Message.ShouldContain("cannot be read");

    [Fact]
    public void Write_TypeThatNumpyLacks_IsRefusedAndLeavesNoFile()
    {
        Should.Throw<ModelException>(() => Npy.Write(folder["a.npy"], Tensor.Vector((BFloat16)1f)));
        Should.Throw<ModelException>(() => Npy.Write(folder["a.npy"], new Tensor([1], ["text"])));

        File.Exists(folder["a.npy"]).ShouldBeFalse();
    }

    private static byte[] Magic(byte version) => [0x93, .. "NUMPY"u8, version, 0];

    private static byte[] File1(string header, int length) =>
        [
            .. Magic(1),
            (byte)length,
            (byte)(length >> 8),
            .. Encoding.Latin1.GetBytes(header.PadRight(length - 1) + "\n"),
        ];
}
