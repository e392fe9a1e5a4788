using System.Text;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests;

public sealed class BadPictureTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.6)]
    [InlineData(0.98)]
    public void Jpeg_Truncated_IsRefused(double kept)
    {
        var file = File.ReadAllBytes(SharedData.File("images/imagenet-sample/n01443537_goldfish.JPEG"));
        Complaint(file[..(int)(file.Length * kept)], "cut.jpg").ShouldContain("truncated or corrupt JPEG");
    }

    [Fact]
    public void Png_WithDamagedPixels_IsRefused()
    {
        var file = Patterns.Color.Resize(64, 64).ToPng();
        for (var i = file.Length / 2; i < file.Length / 2 + 20; i++)
            file[i] ^= 0x5a;
        Complaint(file, "damaged.png").ShouldContain("truncated or corrupt PNG");
    }

    [Fact]
    public void Png_Truncated_IsRefused()
    {
        var file = Patterns.Color.Resize(64, 64).ToPng();
        Complaint(file[..(file.Length * 2 / 3)], "cut.png").ShouldContain("truncated or corrupt PNG");
    }

    [Fact]
    public void Png_OfZeroWidth_IsRefused() =>
        Complaint(PngFile.Of(0, 5, 8, PngFile.Color), "thin.png").ShouldContain("truncated or corrupt PNG");

    [Fact]
    public void Png_ClaimingHugeSize_IsRefusedBeforeMemoryIsTaken()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var complaint = Complaint(PngFile.Of(100_000, 100_000, 8, PngFile.Color, new byte[100_000]), "huge.png");
        complaint.ShouldContain("100000 × 100000");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000_000);
    }

    [Fact]
    public void Header_WithoutAnythingBehind_IsRefused()
    {
        Complaint([0xff, 0xd8, 0xff], "three.jpg").ShouldContain("JPEG");
        Complaint(Encoding.ASCII.GetBytes("RIFF....WEBP"), "twelve.webp").ShouldContain("WebP");
    }

    [Fact]
    public void Jpeg_ReadInSpiteOfDamage_LeavesNoReasonForLaterFailures()
    {
        // JPEG's entropy-coded data has no checksum: damage inside it shows as wrong pixels, not as an error.
        var file = File.ReadAllBytes(SharedData.File("images/imagenet-sample/n01443537_goldfish.JPEG"));
        for (var i = 3000; i < 5000; i += 97)
            file[i] ^= 0x3c;
        Picture.Decode(file, "damaged.jpg").Width.ShouldBe(376);
        Should.Throw<ModelException>(() => Picture.FromSvg("not svg")).Message.ShouldNotContain("Jpeg");
    }

    [Fact]
    public void EmptyFile_IsCalledEmpty() => Complaint([], "none.jpg").ShouldContain("is empty");

    [Fact]
    public void TextNamedJpg_IsNoPicture() =>
        Complaint(Encoding.UTF8.GetBytes("This is a text."), "text.jpg").ShouldContain("JPEG, PNG and WebP");

    [Fact]
    public void Svg_OfStrangers_IsNoPicture() =>
        Complaint("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"u8.ToArray(), "a.svg")
            .ShouldContain("JPEG, PNG and WebP");

    [Fact]
    public void MissingFile_IsNamed()
    {
        var missing = Should.Throw<ModelException>(() => Picture.Load("no/such/photo.jpg"));
        missing.Message.ShouldBe("The picture 'no/such/photo.jpg' cannot be read: it does not exist.");
        Should.Throw<ModelException>(() => Picture.Load(Path.GetTempPath())).Message.ShouldContain("a folder");
    }

    [Fact]
    public void BadFiles_AmongGoodOnes_AreToldApartOnManyThreads()
    {
        var good = Patterns.Color.ToPng();
        var bad = good[..^40];
        var refused = Enumerable
            .Range(0, 200)
            .AsParallel()
            .Count(i =>
            {
                try
                {
                    return Picture.Decode(i % 2 == 0 ? good : bad, $"{i}.png").Width != 7;
                }
                catch (ModelException)
                {
                    return true;
                }
            });
        refused.ShouldBe(100);
    }

    private static string Complaint(byte[] file, string name)
    {
        var message = Should.Throw<ModelException>(() => Picture.Decode(file, name)).Message;
        message.ShouldContain($"'{name}'");
        message.ShouldNotContain('\n');
        return message;
    }
}
