namespace Ascribe.Onnx.Tests;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData("512", 512L)]
    [InlineData("2GB", 2_000_000_000L)]
    [InlineData("2gib", 2L << 30)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("512 MB", 512_000_000L)]
    [InlineData("3k", 3072L)]
    [InlineData("1T", 1L << 40)]
    public void Size_IsRead(string text, long bytes) => MemorySize.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("GB")]
    [InlineData("-1GB")]
    [InlineData("0")]
    [InlineData("2QB")]
    [InlineData("2GBs")]
    [InlineData("1.2.3MB")]
    [InlineData("99999999999TB")]
    public void WhatIsNoSize_IsNoSize(string text) => MemorySize.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData(512L, "512 B")]
    [InlineData(3L << 29, "1.5 GiB")]
    [InlineData(256L << 20, "256 MiB")]
    public void Size_IsWrittenInTheLargestUnit(long bytes, string text) => MemorySize.Text(bytes).ShouldBe(text);
}
