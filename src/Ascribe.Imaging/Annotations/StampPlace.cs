using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Where a stamp lies on a background, and how large.</summary>
/// <param name="Left">The column of the background at which the scaled stamp begins.</param>
/// <param name="Top">The row at which it begins.</param>
/// <param name="Scale">By how much the stamp is scaled in both directions.</param>
public sealed record StampPlace(int Left, int Top, double Scale)
{
    /// <summary>A place that chance decides, wholly within the background; the same for the same seed and sizes.</summary>
    /// <param name="seed">What decides.</param>
    /// <param name="background">The picture below.</param>
    /// <param name="stamp">The stamp's picture.</param>
    /// <param name="options">How large the stamp becomes.</param>
    /// <exception cref="ModelException">The shares are not 0 &lt; smallest ≤ largest ≤ 1.</exception>
    public static StampPlace Draw(int seed, Picture background, Picture stamp, StampOptions? options = null)
    {
        var (smallest, largest) = ((options ??= new()).SmallestShare, options.LargestShare);
        if (!(smallest > 0 && smallest <= largest && largest <= 1))
            throw new ModelException(
                $"A stamp takes from {smallest} to {largest} of the background; shares above 0, to 1, in rising order are expected."
            );
        var random = new Random(seed);
        // The stamp fits into the background with the share 1.
        var fitting = Math.Min((double)background.Width / stamp.Width, (double)background.Height / stamp.Height);
        var scale = fitting * (smallest + random.NextDouble() * (largest - smallest));
        var (width, height) = new StampPlace(0, 0, scale).SizeOf(stamp);
        return new(random.Next(background.Width - width + 1), random.Next(background.Height - height + 1), scale);
    }

    /// <summary>The width and height of the scaled stamp in pixels, at least 1.</summary>
    internal (int Width, int Height) SizeOf(Picture stamp) =>
        (Math.Max(1, (int)Math.Round(stamp.Width * Scale)), Math.Max(1, (int)Math.Round(stamp.Height * Scale)));
}
