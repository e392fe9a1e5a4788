using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Which pixels of a picture belong to something; immutable.</summary>
/// <remarks>The array given belongs to the mask from then on.</remarks>
public sealed class PixelMask
{
    private readonly bool[] inside;

    /// <summary>A mask over rows of pixels, top row first.</summary>
    /// <exception cref="ModelException">A side is below 1, or the pixels do not fit them.</exception>
    public PixelMask(int width, int height, bool[] inside)
    {
        if (width < 1 || height < 1 || inside.LongLength != (long)width * height)
            throw new ModelException(
                $"A mask of {width} × {height} pixels cannot be made from {inside.Length} entries."
            );
        Width = width;
        Height = height;
        this.inside = inside;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Every pixel, top row first.</summary>
    public ReadOnlySpan<bool> Pixels => inside;

    /// <summary>Whether the pixel at column <paramref name="x"/> of row <paramref name="y"/> belongs to it.</summary>
    public bool this[int x, int y] => inside[y * Width + x];

    /// <summary>How many pixels belong to it.</summary>
    public int Count => inside.Count(pixel => pixel);

    /// <summary>The smallest box around its pixels; a box without area where there are none.</summary>
    public BoxRegion Bounds
    {
        get
        {
            var places = Enumerable.Range(0, inside.Length).Where(i => inside[i]).ToArray();
            return places.Length == 0
                ? new(0, 0, 0, 0)
                : new(
                    places.Min(i => i % Width),
                    places[0] / Width,
                    places.Max(i => i % Width) + 1,
                    places[^1] / Width + 1
                );
        }
    }

    /// <summary>A mask by a rule that is asked for each column and row.</summary>
    /// <exception cref="ModelException">A side is below 1.</exception>
    public static PixelMask Of(int width, int height, Func<int, int, bool> rule)
    {
        var inside = new bool[checked(Math.Max(0, width) * Math.Max(0, height))];
        for (var i = 0; i < inside.Length; i++)
            inside[i] = rule(i % width, i / width);
        return new(width, height, inside);
    }

    /// <summary>What belongs to this mask, the other, or both.</summary>
    /// <exception cref="ModelException">The masks have different sizes.</exception>
    public PixelMask Or(PixelMask other)
    {
        if ((Width, Height) != (other.Width, other.Height))
            throw new ModelException(
                $"Masks of {Width} × {Height} and {other.Width} × {other.Height} pixels cannot be joined."
            );
        return new(Width, Height, [.. inside.Zip(other.inside, (a, b) => a || b)]);
    }

    /// <summary>The pixels as [row, column].</summary>
    public bool[,] ToArray()
    {
        var rows = new bool[Height, Width];
        for (var i = 0; i < inside.Length; i++)
            rows[i / Width, i % Width] = inside[i];
        return rows;
    }

    /// <summary>The mask in white on black.</summary>
    public Picture Draw() =>
        new(Width, Height, 3, [.. inside.SelectMany(pixel => Enumerable.Repeat(pixel ? (byte)255 : (byte)0, 3))]);
}
