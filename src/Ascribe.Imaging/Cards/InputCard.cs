using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Cards;

/// <summary>How pictures become one input of a network.</summary>
public sealed record InputCard
{
    /// <summary>The width that the network takes, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The height that the network takes, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>How a picture of another shape is brought to this size.</summary>
    public Fit Fit { get; init; } = Fit.Crop;

    /// <summary>
    /// With <see cref="Fit.Crop"/>, the length that the picture's short side is scaled to before the middle is cut out. Left out:
    /// as small as covers width and height.
    /// </summary>
    public int? ShortSide { get; init; }

    /// <summary>The order of the color channels in the tensor.</summary>
    public ChannelOrder Channels { get; init; } = ChannelOrder.Rgb;

    /// <summary>The order of the tensor's axes.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>The two numbers that the pixel values 0 and 255 become before mean and standard deviation are applied.</summary>
    public ImmutableArray<double> Range { get; init; } = [0, 1];

    /// <summary>What is subtracted from each channel, or one number for all, in the scale of <see cref="Range"/> and the order of <see cref="Channels"/>.</summary>
    public ImmutableArray<double> Mean { get; init; } = [0];

    /// <summary>What each channel is then divided by, in the same scale and order.</summary>
    public ImmutableArray<double> Std { get; init; } = [1];

    /// <summary>The arithmetic between pixels and tensor.</summary>
    [JsonIgnore]
    public Preprocessing Preprocessing =>
        new()
        {
            Channels = Channels,
            Layout = Layout,
            Low = Range[0],
            High = Range[1],
            Mean = Mean,
            Std = Std,
        };

    /// <summary>What the network sees of a picture of the given size, in pixels.</summary>
    /// <remarks>The long side is rounded to the nearest pixel; of an odd remainder the smaller half lies before the crop.</remarks>
    /// <exception cref="ModelException">A side of the picture is below 1.</exception>
    public Placement Place(int width, int height)
    {
        if (width < 1 || height < 1)
            throw new ModelException($"A picture of {width} × {height} pixels cannot be prepared.");
        if (Fit == Fit.Stretch)
            return new(Width, Height, 0, 0);
        var (scaledWidth, scaledHeight) = Scaled(width, height);
        return new(scaledWidth, scaledHeight, (scaledWidth - Width) / 2, (scaledHeight - Height) / 2);
    }

    /// <summary>What the network sees of a picture; transparency lies on white.</summary>
    /// <exception cref="ModelException">The picture cannot be brought to the size.</exception>
    public Picture Prepare(Picture picture)
    {
        var place = Place(picture.Width, picture.Height);
        var scaled = picture.Over(Rgb.White).Resize(place.ScaledWidth, place.ScaledHeight);
        return scaled.Crop(place.Left, place.Top, Width, Height);
    }

    /// <summary>The picture that one example of a batch shows: the inverse of <see cref="Preprocessing"/>, not of the scaling and cutting.</summary>
    /// <exception cref="ModelException">The tensor is no batch of pictures, or has no such example.</exception>
    public Picture Show(Tensor tensor, int example = 0)
    {
        var (width, height, rgb) = Preprocessing.Invert(tensor, example);
        return new(width, height, 3, rgb);
    }

    private (int Width, int Height) Scaled(int width, int height)
    {
        if (ShortSide is { } side)
            return width <= height ? (side, Rounded(side, height, width)) : (Rounded(side, width, height), side);
        return (long)Width * height >= (long)Height * width
            ? (Width, Rounded(Width, height, width))
            : (Rounded(Height, width, height), Height);
    }

    // side·long/short to the nearest integer.
    private static int Rounded(long side, long longer, long shorter) =>
        checked((int)((2 * side * longer + shorter) / (2 * shorter)));

    /// <summary>Says what is wrong with the numbers; null where nothing is.</summary>
    internal static string? Complaint(InputCard? card) =>
        card switch
        {
            null => "an object is expected here.",
            { Width: < 1 } or { Height: < 1 } => "width and height are counts of pixels, 1 or more.",
            { Fit: Fit.Stretch, ShortSide: not null } => "shortSide has no meaning when fit is stretch.",
            _ when card.ShortSide < Math.Max(card.Width, card.Height) =>
                "shortSide is below width or height, so the crop would not fit.",
            _ when !Numbers(card.Range, 2) || card.Range[0].Equals(card.Range[1]) =>
                "range takes two different numbers.",
            _ when !PerChannel(card, card.Mean) => $"mean takes {Count(card)}.",
            _ when !PerChannel(card, card.Std) || card.Std.Contains(0) => $"std takes {Count(card)}, none of them 0.",
            _ => null,
        };

    private static bool PerChannel(InputCard card, ImmutableArray<double> numbers) =>
        Numbers(numbers, 1) || (card.Channels != ChannelOrder.Gray && Numbers(numbers, 3));

    private static string Count(InputCard card) =>
        card.Channels == ChannelOrder.Gray ? "one number" : "three numbers, one per channel, or one for all";

    private static bool Numbers(ImmutableArray<double> numbers, int count) =>
        !numbers.IsDefault && numbers.Length == count && numbers.All(double.IsFinite);
}
