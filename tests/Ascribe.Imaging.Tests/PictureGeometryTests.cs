using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests;

public sealed class PictureGeometryTests
{
    /// <summary>Width, height, and the pixels that Pillow 9.4 gives for Image.resize((w, h), BILINEAR) of the pattern.</summary>
    public static TheoryData<int, int, byte[]> ByPillow { get; } =
        new()
        {
            {
                3,
                4,
                // csharpier-ignore
                [
                    58,
                    117,
                    135,
                    120,
                    153,
                    138,
                    155,
                    147,
                    84,
                    155,
                    132,
                    96,
                    123,
                    118,
                    131,
                    99,
                    128,
                    148,
                    127,
                    105,
                    134,
                    137,
                    162,
                    126,
                    117,
                    120,
                    146,
                    164,
                    103,
                    83,
                    128,
                    127,
                    145,
                    129,
                    125,
                    121,
                ]
            },
            {
                4,
                2,
                // csharpier-ignore
                [
                    107,
                    111,
                    121,
                    126,
                    146,
                    122,
                    110,
                    138,
                    127,
                    134,
                    125,
                    126,
                    138,
                    105,
                    112,
                    143,
                    135,
                    108,
                    128,
                    141,
                    155,
                    117,
                    115,
                    131,
                ]
            },
            {
                9,
                6,
                // csharpier-ignore
                [
                    0,
                    59,
                    118,
                    25,
                    84,
                    143,
                    53,
                    112,
                    171,
                    82,
                    141,
                    200,
                    111,
                    170,
                    229,
                    140,
                    199,
                    59,
                    169,
                    228,
                    31,
                    197,
                    171,
                    59,
                    222,
                    25,
                    84,
                    76,
                    135,
                    194,
                    102,
                    161,
                    93,
                    133,
                    192,
                    61,
                    163,
                    181,
                    92,
                    194,
                    63,
                    124,
                    75,
                    94,
                    106,
                    63,
                    125,
                    123,
                    93,
                    135,
                    155,
                    119,
                    119,
                    182,
                    160,
                    70,
                    129,
                    188,
                    98,
                    87,
                    154,
                    132,
                    87,
                    104,
                    142,
                    121,
                    136,
                    93,
                    157,
                    85,
                    127,
                    192,
                    94,
                    160,
                    144,
                    126,
                    145,
                    112,
                    154,
                    74,
                    142,
                    137,
                    47,
                    106,
                    167,
                    78,
                    139,
                    135,
                    115,
                    129,
                    87,
                    151,
                    108,
                    121,
                    187,
                    147,
                    155,
                    140,
                    185,
                    130,
                    153,
                    140,
                    117,
                    140,
                    112,
                    147,
                    71,
                    145,
                    72,
                    131,
                    126,
                    104,
                    122,
                    162,
                    140,
                    140,
                    118,
                    162,
                    179,
                    53,
                    149,
                    217,
                    94,
                    185,
                    107,
                    135,
                    114,
                    103,
                    141,
                    65,
                    120,
                    154,
                    97,
                    111,
                    190,
                    148,
                    207,
                    10,
                    181,
                    72,
                    48,
                    219,
                    28,
                    92,
                    200,
                    69,
                    137,
                    39,
                    110,
                    181,
                    77,
                    151,
                    225,
                    115,
                    192,
                    127,
                    153,
                    148,
                    58,
                    186,
                    13,
                    96,
                ]
            },
        };

    [Theory]
    [MemberData(nameof(ByPillow))]
    public void Resize_OfPattern_EqualsPillow(int width, int height, byte[] expected)
    {
        var resized = Patterns.Color.Resize(width, height);
        (resized.Width, resized.Height).ShouldBe((width, height));
        resized.Pixels.ToArray().ShouldBe(expected);
    }

    // csharpier-ignore
    [Fact]
    public void Resize_WithAlpha_EqualsPillow() =>
        Patterns
            .ColorAndAlpha.Resize(3, 2)
            .Pixels.ToArray()
            .ShouldBe([
                137,
                147,
                91,
                111,
                121,
                175,
                129,
                122,
                111,
                152,
                130,
                117,
                134,
                138,
                98,
                114,
                132,
                183,
                121,
                139,
                107,
                165,
                133,
                126,
            ]);

    [Fact]
    public void Photo_ByShortSideAndCenter_EqualsTorchvision()
    {
        // Pillow 9.4 and torchvision's arithmetic: Resize(256), CenterCrop(224).
        var photo = Picture.Load(SharedData.File("images/imagenet-sample/n01443537_goldfish.JPEG"));
        var seen = photo.ResizeShortSide(256).CenterCrop(224, 224);
        seen[0, 0].ShouldBe(new(36, 42, 38));
        seen[112, 112].ShouldBe(new(236, 205, 92));
        seen[223, 223].ShouldBe(new(29, 35, 31));
        seen[30, 150].ShouldBe(new(79, 101, 64));
        Enumerable
            .Range(0, 3)
            .Select(channel => seen.Pixels.ToArray().Where((_, i) => i % 3 == channel).Sum(value => value))
            .ShouldBe([4667452, 4619429, 2880477]);
    }

    [Fact]
    public void Resize_ToTheSameSize_ChangesNothing() =>
        Patterns.Color.Resize(7, 5).Pixels.ToArray().ShouldBe(Patterns.Color.Pixels.ToArray());

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, -1)]
    public void Resize_ToNothing_IsRefused(int width, int height) =>
        Should.Throw<ModelException>(() => Patterns.Color.Resize(width, height));

    [Fact]
    public void ShortSide_OfTallPicture_KeepsProportionRoundedDown()
    {
        var resized = Picture.Of(30, 101, Rgb.White).ResizeShortSide(20);
        (resized.Width, resized.Height).ShouldBe((20, 67));
    }

    [Fact]
    public void CenterCrop_BetweenPixels_RoundsHalvesToEven()
    {
        // (7 − 4) / 2 = 1.5 becomes 2, and (5 − 4) / 2 = 0.5 becomes 0, as Python's round has it.
        var crop = Patterns.Color.CenterCrop(4, 4);
        crop[0, 0].ShouldBe(Patterns.Color[2, 0]);
        crop[3, 3].ShouldBe(Patterns.Color[5, 3]);
    }

    [Theory]
    [InlineData(0, 0, 8, 5)]
    [InlineData(4, 0, 4, 5)]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(0, 0, 0, 2)]
    [InlineData(int.MaxValue, 0, 2, 2)]
    public void Crop_BeyondThePicture_IsRefused(int left, int top, int width, int height) =>
        Should.Throw<ModelException>(() => Patterns.Color.Crop(left, top, width, height));

    [Fact]
    public void Magnify_RepeatsPixels()
    {
        var large = Patterns.Color.Magnify(3);
        (large.Width, large.Height).ShouldBe((21, 15));
        for (var y = 0; y < 15; y++)
        {
            for (var x = 0; x < 21; x++)
                large[x, y].ShouldBe(Patterns.Color[x / 3, y / 3]);
        }
    }

    [Fact]
    public void Row_PlacesPicturesOnTheBackground()
    {
        var (red, blue) = (new Rgb(255, 0, 0), new Rgb(0, 0, 255));
        var row = Picture.Row([Picture.Of(2, 3, red), Picture.Of(1, 1, blue)], 1, Rgb.White);
        (row.Width, row.Height).ShouldBe((4, 3));
        (row[1, 2], row[2, 0], row[3, 0], row[3, 1]).ShouldBe((red, Rgb.White, blue, Rgb.White));
    }

    [Fact]
    public void With_PictureReachingOut_IsCutOff()
    {
        var laid = Picture.Of(2, 2, Rgb.White).With(Patterns.Color, -3, 1);
        (laid[0, 0], laid[0, 1], laid[1, 1]).ShouldBe((Rgb.White, Patterns.Color[3, 0], Patterns.Color[4, 0]));
    }

    [Fact]
    public void Tensor_HasPlanesOfChannels()
    {
        var tensor = Patterns.Color.ToTensor();
        tensor.Shape.ShouldBe([1, 3, 5, 7]);
        tensor.As<float>()[(2 * 5 + 3) * 7 + 4].ShouldBe(Patterns.Color[4, 3].Blue);
    }

    [Fact]
    public void Save_ReplacesTheFileAndLeavesNothingBeside()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "picture.png");
            File.WriteAllText(path, "old");
            Patterns.Color.Save(path);
            Picture.Load(path).Pixels.ToArray().ShouldBe(Patterns.Color.Pixels.ToArray());
            folder.GetFiles().Length.ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
