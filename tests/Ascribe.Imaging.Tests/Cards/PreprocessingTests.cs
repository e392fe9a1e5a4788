using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Cards;

public class PreprocessingTests
{
    // Two pixels side by side: (10, 20, 30) and (200, 100, 0).
    private static readonly byte[] TwoPixels = [10, 20, 30, 200, 100, 0];

    [Fact]
    public void Apply_ImageNetCard_IsTheTextbookFormula()
    {
        var tensor = CardOf("resnet50-v1-imagenet-int8w").Apply(2, 1, TwoPixels);

        tensor.Shape.ShouldBe([1, 3, 1, 2]);
        float[] expected =
        [
            (10 / 255f - .485f) / .229f,
            (200 / 255f - .485f) / .229f,
            (20 / 255f - .456f) / .224f,
            (100 / 255f - .456f) / .224f,
            (30 / 255f - .406f) / .225f,
            (0 / 255f - .406f) / .225f,
        ];
        ShouldBeNear(tensor, expected);
    }

    [Fact]
    public void Apply_MobileNetCard_MapsToMinusOneToOne() =>
        ShouldBeNear(
            CardOf("mobilenetv2-imagenet").Apply(2, 1, TwoPixels),
            [10 / 127.5f - 1, 200 / 127.5f - 1, 20 / 127.5f - 1, 100 / 127.5f - 1, 30 / 127.5f - 1, -1]
        );

    [Fact]
    public void Apply_SqueezeNetCard_GivesBlueFirstInPixels() =>
        ShouldBeNear(
            CardOf("squeezenet1.1-imagenet").Apply(2, 1, TwoPixels),
            [30 - 104, 0 - 104, 20 - 117, 100 - 117, 10 - 123, 200 - 123]
        );

    [Fact]
    public void Apply_FaceCard_SubtractsTheMeanInPixels() =>
        ShouldBeNear(
            CardOf("face-expression").Apply(2, 1, TwoPixels),
            [
                (10 - 122.782f) / 255,
                (200 - 122.782f) / 255,
                (20 - 117.001f) / 255,
                (100 - 117.001f) / 255,
                (30 - 104.298f) / 255,
                -104.298f / 255,
            ]
        );

    [Fact]
    public void Apply_ChannelsLast_KeepsPixelsTogether()
    {
        var plain = new Preprocessing { Layout = TensorLayout.Nhwc, High = 255 };

        var tensor = plain.Apply(2, 1, TwoPixels);

        tensor.Shape.ShouldBe([1, 1, 2, 3]);
        tensor.ToFloats().ShouldBe([10, 20, 30, 200, 100, 0]);
        (plain with { Channels = ChannelOrder.Bgr })
            .Apply(2, 1, TwoPixels)
            .ToFloats()
            .ShouldBe([30, 20, 10, 0, 100, 200]);
    }

    [Theory]
    [InlineData(TensorLayout.Nchw)]
    [InlineData(TensorLayout.Nhwc)]
    public void Apply_Gray_IsLuma(TensorLayout layout)
    {
        var gray = new Preprocessing
        {
            Channels = ChannelOrder.Gray,
            Layout = layout,
            High = 255,
            Mean = [10],
            Std = [2],
        };
        var tensor = gray.Apply(2, 1, TwoPixels);
        tensor.Shape.ShouldBe(layout == TensorLayout.Nchw ? [1, 1, 1, 2] : [1, 1, 2, 1]);
        // 0.299·10 + 0.587·20 + 0.114·30 = 18.15 and 0.299·200 + 0.587·100 = 118.5, which fixed point takes for a
        // little less.
        ShouldBeNear(tensor, [(18 - 10) / 2f, (118 - 10) / 2f]);
        gray.Invert(tensor).Rgb.ShouldBe([18, 18, 18, 118, 118, 118]);
    }

    [Theory]
    [InlineData(ChannelOrder.Rgb, TensorLayout.Nchw)]
    [InlineData(ChannelOrder.Bgr, TensorLayout.Nchw)]
    [InlineData(ChannelOrder.Rgb, TensorLayout.Nhwc)]
    [InlineData(ChannelOrder.Bgr, TensorLayout.Nhwc)]
    public void Invert_OfApply_GivesEveryPixelBack(ChannelOrder channels, TensorLayout layout)
    {
        var preprocessing = new Preprocessing
        {
            Channels = channels,
            Layout = layout,
            Low = -1,
            Mean = [0.1, -0.2, 0.3],
            Std = [0.3, 2, -1.5],
        };
        var rgb = Enumerable.Range(0, 256 * 3).Select(i => (byte)(i * 7 / 3)).ToArray();

        var (width, height, shown) = preprocessing.Invert(preprocessing.Apply(32, 8, rgb));

        (width, height).ShouldBe((32, 8));
        shown.ShouldBe(rgb);
    }

    [Fact]
    public void Invert_NumbersThatNoPixelHas_AreCutOff()
    {
        var tensor = Tensor.Of([-1f, 2f, float.NaN, 0f, 0f, 0f], 2, 3, 1, 1);

        new Preprocessing().Invert(tensor).Rgb.ShouldBe([0, 255, 0]);
        new Preprocessing().Invert(tensor, example: 1).Rgb.ShouldBe([0, 0, 0]);
    }

    [Theory]
    [InlineData(new long[] { 3, 1, 1 }, 0)]
    [InlineData(new long[] { 1, 4, 1, 1 }, 0)]
    [InlineData(new long[] { 1, 3, 1, 1 }, 1)]
    public void Invert_TensorWithoutThatPicture_IsAModelException(long[] shape, int example)
    {
        var tensor = Tensor.Filled(ElementType.Float32, [.. shape], 0);

        Should.Throw<ModelException>(() => new Preprocessing().Invert(tensor, example));
    }

    [Fact]
    public void Apply_WrongNumberOfBytes_IsAModelException() =>
        Should
            .Throw<ModelException>(() => new Preprocessing().Apply(2, 2, TwoPixels))
            .Message.ShouldContain("12 bytes");

    private static Preprocessing CardOf(string model) =>
        CardCatalog.Find(model + ".onnx")!.Inputs.Values.Single().Preprocessing;

    private static void ShouldBeNear(Tensor tensor, float[] expected)
    {
        var values = tensor.ToFloats();
        values.Length.ShouldBe(expected.Length);
        for (var i = 0; i < expected.Length; i++)
            values[i].ShouldBe(expected[i], 1e-6 * Math.Max(1, Math.Abs(expected[i])));
    }
}
