using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests;

public sealed class PictureDecodingTests
{
    // Written by Pillow 9.4: 16 × 8, left half red and right half blue, EXIF orientation 6 (turn clockwise).
    private const string TurnedJpeg =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEycc"
        + "HhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09P"
        + "T09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAUG/8QAFBABAAAAAAAAAAAA"
        + "AAAAAAAAAP/EABQBAQAAAAAAAAAAAAAAAAAAAAX/xAAZEQACAwEAAAAAAAAAAAAAAAAABkOCwcL/2gAMAwEAAhEDEQA/AM+hAYU5q9DzNFbD/9k=";

    // Written by Pillow 9.4: 8 × 8, cyan 0, magenta 255, yellow 255, black 0.
    private const string CmykJpeg =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBK"
        + "UVJP/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EABQAAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oADgRDAE0AWQBLAAA/"
        + "AE4YDAnP/9k=";

    // Written losslessly by Pillow 9.4 from the 7 × 5 pattern of Patterns.Color.
    private const string WebP =
        "UklGRlIAAABXRUJQVlA4TEUAAAAvBgABAM2UIaL/sYmI/odESWxb0WezKCQWTQDy0GZVFKAqIe78BAKBZH+vuRIIpPC4jmxf6uvlIQMXhQEkFKh4"
        + "DhqABxEA";

    [Fact]
    public void Jpeg_OfRealPhoto_HasItsSizeAndColors()
    {
        var photo = Picture.Load(SharedData.File("images/imagenet-sample/n01443537_goldfish.JPEG"));
        (photo.Width, photo.Height, photo.Channels).ShouldBe((376, 263, 3));
        photo[150, 130].Red.ShouldBeGreaterThan((byte)(photo[150, 130].Blue + 80), "the fish is orange");
    }

    [Fact]
    public void Jpeg_WithOrientation_IsTurnedUpright()
    {
        var picture = Picture.Decode(Convert.FromBase64String(TurnedJpeg), "turned.jpg");
        (picture.Width, picture.Height).ShouldBe((8, 16));
        picture[4, 1].Red.ShouldBeGreaterThan((byte)200);
        picture[4, 14].Blue.ShouldBeGreaterThan((byte)200);
    }

    [Fact]
    public void Jpeg_InCmyk_BecomesRgb()
    {
        var color = Picture.Decode(Convert.FromBase64String(CmykJpeg), "cmyk.jpg")[3, 3];
        color.Red.ShouldBeGreaterThan((byte)200);
        color.Green.ShouldBeLessThan((byte)80);
        color.Blue.ShouldBeLessThan((byte)80);
    }

    [Fact]
    public void WebP_WithoutLoss_HasEveryPixel() =>
        Picture
            .Decode(Convert.FromBase64String(WebP), "pattern.webp")
            .Pixels.ToArray()
            .ShouldBe(Patterns.Color.Pixels.ToArray());

    [Fact]
    public void Png_InGray_HasThreeEqualChannels() =>
        Picture
            .Decode(PngFile.Of(2, 1, 8, PngFile.Gray, 7, 200), "gray.png")
            .Pixels.ToArray()
            .ShouldBe([7, 7, 7, 200, 200, 200]);

    [Fact]
    public void Png_Of16Bits_KeepsTheUpperEight()
    {
        var whole = PngFile.Of(1, 2, 16, PngFile.Color, 0x12, 0x34, 0x80, 0, 0xff, 0xff, 0, 0x99, 0x40, 0xff, 1, 0);
        Picture.Decode(whole, "deep.png").Pixels.ToArray().ShouldBe([0x12, 0x80, 0xff, 0, 0x40, 0x01]);
    }

    [Fact]
    public void Png_WithAlpha_LiesOnWhiteUnlessAlphaIsKept()
    {
        var file = PngFile.Of(3, 1, 8, PngFile.ColorAndAlpha, 10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 51);
        Picture.Decode(file, "clear.png").Pixels.ToArray().ShouldBe([10, 20, 30, 255, 255, 255, 204, 204, 204]);
        Picture
            .Decode(file, "clear.png", Alpha.Keep)
            .Pixels.ToArray()
            .ShouldBe([10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 51]);
    }

    [Fact]
    public void Png_WrittenAndRead_IsTheSame()
    {
        foreach (var picture in (Picture[])[Patterns.Color, Patterns.ColorAndAlpha])
        {
            var read = Picture.Decode(picture.ToPng(), "again.png", Alpha.Keep);
            (read.Width, read.Height, read.Channels).ShouldBe((picture.Width, picture.Height, picture.Channels));
            read.Pixels.ToArray().ShouldBe(picture.Pixels.ToArray());
        }
    }

    [Fact]
    public void Svg_IsDrawnAtItsScale()
    {
        const string Svg =
            """<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2" fill="#102030"/></svg>""";
        var picture = Picture.FromSvg(Svg, 2.5);
        (picture.Width, picture.Height, picture[5, 2]).ShouldBe((10, 5, new Rgb(0x10, 0x20, 0x30)));
        Should.Throw<ModelException>(() => Picture.FromSvg("not svg")).Message.ShouldNotContain('\n');
    }
}
