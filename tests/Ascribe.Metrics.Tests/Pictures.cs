namespace Ascribe.Metrics.Tests;

/// <summary>Pictures of 2 channels of 8×8 pixels, row-major.</summary>
internal static class Pictures
{
    public const int Pixels = 64;

    /// <summary>What was given to each pixel, both channels together.</summary>
    public static double[] ByPixel(double[] elements) =>
        [.. Enumerable.Range(0, Pixels).Select(p => elements[p] + elements[p + Pixels])];

    /// <summary>The picture with a number in the place of some pixels.</summary>
    public static double[] Without(double[] picture, IEnumerable<int> pixels, double replacement)
    {
        var removed = pixels.ToHashSet();
        return [.. picture.Select((v, i) => removed.Contains(i % Pixels) ? replacement : v)];
    }
}
