using System.Collections.Immutable;
using Ascribe.Attacks;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>The arithmetic between 8-bit pixels and the numbers that a network takes.</summary>
/// <remarks>
/// <para>value = (Low + (High − Low)·pixel/255 − Mean) / Std, per channel, pixel = 0 … 255.</para>
/// <para>
/// So Low and High say in which scale mean and standard deviation are given: (0, 1) with ImageNet's .485 … and .229 …,
/// (−1, 1) without any, (0, 255) with a mean in pixels.
/// </para>
/// </remarks>
public sealed record Preprocessing
{
    /// <summary>The order of the color channels in the tensor.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>The order of the tensor's axes.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>What a pixel value of 0 becomes before mean and standard deviation.</summary>
    public double Low { get; init; }

    /// <summary>What a pixel value of 255 becomes before mean and standard deviation.</summary>
    public double High { get; init; } = 1;

    /// <summary>What is subtracted, per channel in the order of <see cref="Channels"/>, or one number for all.</summary>
    public ImmutableArray<double> Mean { get; init; } = [0];

    /// <summary>What is divided by, per channel in the order of <see cref="Channels"/>, or one number for all.</summary>
    public ImmutableArray<double> Std { get; init; } = [1];

    /// <summary>The least and the largest number that any pixel can become, over all channels.</summary>
    public (double Low, double High) Bounds
    {
        get
        {
            var ends = Enumerable
                .Range(0, Count)
                .SelectMany(c => new[] { (Low - Of(Mean, c)) / Of(Std, c), (High - Of(Mean, c)) / Of(Std, c) })
                .ToArray();
            return (ends.Min(), ends.Max());
        }
    }

    /// <summary>The numbers that the pixels 0 … 255 can become, channel by channel: 1/255 of it is one level of a pixel.</summary>
    public ValidRange ValidRange
    {
        get
        {
            var ends = Enumerable.Range(0, Count).Select(c => (First: Table(c)[0], Last: Table(c)[255])).ToArray();
            return new(
                [.. ends.Select(e => (double)Math.Min(e.First, e.Last))],
                [.. ends.Select(e => (double)Math.Max(e.First, e.Last))],
                Layout == TensorLayout.Nchw ? 1 : 3
            );
        }
    }

    /// <summary>The tensor of a picture that already has the network's size.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="rgb">Red, green and blue of every pixel, top row first: 3·width·height bytes.</param>
    /// <returns>float[1, channels, height, width] or float[1, height, width, channels].</returns>
    /// <exception cref="ModelException">The bytes do not fit the size.</exception>
    public Tensor Apply(int width, int height, ReadOnlySpan<byte> rgb)
    {
        var plane = checked(width * height);
        if (rgb.Length != 3L * plane)
            throw new ModelException(
                $"{width} × {height} pixels take {3L * plane} bytes of RGB, but {rgb.Length} were given."
            );
        var values = new float[Count * plane];
        for (var channel = 0; channel < Count; channel++)
        {
            var table = Table(channel);
            var (start, step) = Lane(channel, plane);
            for (var i = 0; i < plane; i++)
                values[start + i * step] = table[Level(rgb.Slice(3 * i, 3), channel)];
        }
        return Layout == TensorLayout.Nchw
            ? Tensor.Of(values, 1, Count, height, width)
            : Tensor.Of(values, 1, height, width, Count);
    }

    /// <summary>The picture that a tensor shows: the inverse of <see cref="Apply"/>, rounded and cut off at 0 and 255.</summary>
    /// <param name="tensor">A batch as <see cref="Apply"/> gives it, of any floating type.</param>
    /// <param name="example">Which example of the batch.</param>
    /// <returns>The width and height in pixels, and red, green and blue of every pixel, top row first.</returns>
    /// <exception cref="ModelException">The tensor is no batch of pictures, or has no such example.</exception>
    public (int Width, int Height, byte[] Rgb) Invert(Tensor tensor, int example = 0)
    {
        var (channels, rows) = Layout == TensorLayout.Nchw ? (1, 2) : (3, 1);
        if (tensor.Rank != 4 || tensor.Shape[channels] != Count || example < 0 || example >= tensor.Shape[0])
            throw new ModelException($"{tensor} holds no picture {example} in the layout {Layout}.");
        var (height, width) = ((int)tensor.Shape[rows], (int)tensor.Shape[rows + 1]);
        var plane = width * height;
        var values = tensor.Rows(example, 1).ToFloats();
        var rgb = new byte[3 * plane];
        for (var color = 0; color < 3; color++)
        {
            var channel = Channel(color);
            var (start, step) = Lane(channel, plane);
            for (var i = 0; i < plane; i++)
                rgb[3 * i + color] = Pixel(values[start + i * step], channel);
        }
        return (width, height, rgb);
    }

    private int Count => Channels == ChannelOrder.Gray ? 1 : 3;

    // The channel that red, green or blue stands in.
    private int Channel(int color) =>
        Channels switch
        {
            ChannelOrder.Rgb => color,
            ChannelOrder.Bgr => 2 - color,
            _ => 0,
        };

    // Luma in fixed point, rounded as Pillow does it.
    private int Level(ReadOnlySpan<byte> rgb, int channel) =>
        Channels == ChannelOrder.Gray
            ? (rgb[0] * 19595 + rgb[1] * 38470 + rgb[2] * 7471 + 0x8000) >> 16
            : rgb[Channel(channel)];

    private (int Start, int Step) Lane(int channel, int plane) =>
        Layout == TensorLayout.Nchw ? (channel * plane, 1) : (channel, Count);

    // There are 256 pixel values, so each is computed once, in double precision.
    private float[] Table(int channel) =>
        [
            .. Enumerable
                .Range(0, 256)
                .Select(pixel => (float)((Low + (High - Low) * pixel / 255 - Of(Mean, channel)) / Of(Std, channel))),
        ];

    private byte Pixel(float value, int channel)
    {
        var pixel = (value * Of(Std, channel) + Of(Mean, channel) - Low) / (High - Low) * 255;
        return double.IsNaN(pixel) ? (byte)0 : (byte)Math.Round(Math.Clamp(pixel, 0, 255));
    }

    private static double Of(ImmutableArray<double> numbers, int channel) => numbers[numbers.Length == 1 ? 0 : channel];
}
