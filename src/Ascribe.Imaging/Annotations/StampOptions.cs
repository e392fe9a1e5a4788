namespace Ascribe.Imaging;

/// <summary>How large stamps become on their backgrounds.</summary>
public sealed record StampOptions
{
    /// <summary>The smallest size, as a share of the largest that fits into the background.</summary>
    public double SmallestShare { get; init; } = 0.3;

    /// <summary>The largest size, as a share of the largest that fits.</summary>
    public double LargestShare { get; init; } = 0.7;
}
