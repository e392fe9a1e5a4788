using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <content>Cutting, scaling and placing.</content>
public sealed partial class Picture
{
    /// <summary>The part that begins at column <paramref name="left"/> and row <paramref name="top"/>.</summary>
    /// <exception cref="ModelException">The part reaches beyond the picture.</exception>
    public Picture Crop(int left, int top, int width, int height)
    {
        if (left < 0 || top < 0 || width < 1 || height < 1 || left > Width - width || top > Height - height)
            throw new ModelException(
                $"The crop of {width} × {height} pixels at ({left}, {top}) reaches beyond the picture of {Width} × {Height}."
            );
        var row = width * Channels;
        var result = new byte[row * height];
        for (var y = 0; y < height; y++)
            pixels.AsSpan(Offset(left, top + y), row).CopyTo(result.AsSpan(y * row));
        return new(width, height, Channels, result);
    }

    /// <summary>The middle; where it cannot be exact, half pixels round to even as torchvision's <c>CenterCrop</c> does.</summary>
    /// <exception cref="ModelException">The part is larger than the picture.</exception>
    public Picture CenterCrop(int width, int height) =>
        Crop((int)Math.Round((Width - width) / 2.0), (int)Math.Round((Height - height) / 2.0), width, height);

    /// <summary>The largest square in the middle.</summary>
    public Picture CenterSquare() => CenterCrop(Math.Min(Width, Height), Math.Min(Width, Height));

    /// <summary>Scaled by an antialiased triangle filter, equal to Pillow's <c>Image.resize(…, BILINEAR)</c>.</summary>
    /// <exception cref="ModelException">A side is below 1.</exception>
    public Picture Resize(int width, int height)
    {
        if (width < 1 || height < 1)
            throw new ModelException($"A picture cannot be resized to {width} × {height} pixels.");
        if (Channels == 4)
            return PictureResampling.Unmultiply(
                PictureResampling.Resize(PictureResampling.Multiply(this), width, height)
            );
        return PictureResampling.Resize(this, width, height);
    }

    /// <summary>Scaled so that the shorter side is <paramref name="side"/>, the longer one rounded down, as torchvision's <c>Resize</c>.</summary>
    /// <exception cref="ModelException">The side is below 1.</exception>
    public Picture ResizeShortSide(int side) =>
        Width <= Height
            ? Resize(side, (int)((long)side * Height / Width))
            : Resize((int)((long)side * Width / Height), side);

    /// <summary>Every pixel as a square of <paramref name="factor"/> × <paramref name="factor"/>: enlarged without smoothing.</summary>
    public Picture Magnify(int factor)
    {
        var width = checked(Width * factor);
        var result = new byte[checked(width * Height * factor * Channels)];
        for (var i = 0; i < result.Length / Channels; i++)
            pixels.AsSpan(Offset(i % width / factor, i / width / factor), Channels).CopyTo(result.AsSpan(i * Channels));
        return new(width, Height * factor, Channels, result);
    }

    /// <summary>This picture with <paramref name="other"/> laid on it, its corner at (left, top); what reaches beyond is cut off.</summary>
    public Picture With(Picture other, int left, int top)
    {
        var result = (byte[])pixels.Clone();
        var opaque = Channels == 3;
        for (var y = Math.Max(0, -top); y < Math.Min(other.Height, Height - top); y++)
        {
            for (var x = Math.Max(0, -left); x < Math.Min(other.Width, Width - left); x++)
            {
                var to = Offset(left + x, top + y);
                var from = other.Offset(x, y);
                var alpha = other.Channels == 4 ? other.pixels[from + 3] : 255;
                for (var channel = 0; channel < 3; channel++)
                    result[to + channel] = Blend(result[to + channel], other.pixels[from + channel], alpha);
                if (!opaque)
                    result[to + 3] = Blend(result[to + 3], 255, alpha);
            }
        }
        return new(Width, Height, Channels, result);
    }

    /// <summary>Pictures side by side, their tops aligned, on <paramref name="background"/>, <paramref name="gap"/> pixels apart.</summary>
    /// <exception cref="ModelException">There is no picture.</exception>
    public static Picture Row(IReadOnlyList<Picture> pictures, int gap, Rgb background)
    {
        if (pictures.Count == 0)
            throw new ModelException("A row of pictures needs at least one.");
        var width = pictures.Sum(picture => picture.Width) + gap * (pictures.Count - 1);
        var row = Of(width, pictures.Max(picture => picture.Height), background);
        var left = 0;
        foreach (var picture in pictures)
        {
            row = row.With(picture, left, 0);
            left += picture.Width + gap;
        }
        return row;
    }
}
