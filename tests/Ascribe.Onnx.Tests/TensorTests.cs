namespace Ascribe.Onnx.Tests;

public sealed class TensorTests
{
    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2f, 0xC000)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.MaxValue, 0x7F80)]
    public void BFloat16_RoundsToNearestTiesToEven(float value, int bits) =>
        ((BFloat16)value).Bits.ShouldBe((ushort)bits);

    [Fact]
    public void BFloat16_KeepsNaN() =>
        float.IsNaN((BFloat16)BitConverter.UInt32BitsToSingle(0x7F800001)).ShouldBeTrue();

    [Fact]
    public void LargeWholeNumbers_SurviveConversionBetweenWholeNumbers() =>
        Tensor.Vector(long.MaxValue).To(ElementType.UInt64).As<ulong>()[0].ShouldBe((ulong)long.MaxValue);

    [Fact]
    public void Conversion_ToWholeNumbers_CutsOff() =>
        Tensor.Vector(1.9, -1.9).To(ElementType.Int32).ToDoubles().ShouldBe([1, -1]);

    [Fact]
    public void Rows_AreTakenFromTheFirstAxis() =>
        Tensor.Of([1.0, 2, 3, 4, 5, 6], 3, 2).Rows(1, 2).ToDoubles().ShouldBe([3, 4, 5, 6]);

    [Fact]
    public void Reshape_ToAnotherSize_IsRefused() =>
        Proto.Complaint(() => Tensor.Vector(1.0, 2).Reshape(3)).ShouldContain("takes 24 bytes, but 16 were given");

    [Fact]
    public void View_AsAnotherType_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => Tensor.Vector(1.0).As<float>().Length);

    [Fact]
    public void Equality_IsOfTypeShapeAndBits()
    {
        Tensor.Vector(1.0).ContentEquals(Tensor.Vector(1.0)).ShouldBeTrue();
        Tensor.Vector(1.0).ContentEquals(Tensor.Scalar(1.0)).ShouldBeFalse();
        Tensor.Vector(0L).ContentEquals(Tensor.Vector(0.0)).ShouldBeFalse();
        Tensor.Vector(0.0).ContentEquals(Tensor.Vector(-0.0)).ShouldBeFalse();
    }
}
