using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Which axes of a feature are channels and which are positions.</summary>
/// <param name="Shape">The feature's shape, [E, …].</param>
/// <param name="Channel">The axis of the channels; null for a feature [E] or [E, n], which has neither channels nor positions.</param>
internal sealed record FeatureLayout(ImmutableArray<long> Shape, int? Channel)
{
    /// <summary>The spatial axes: all but examples and channels.</summary>
    public ImmutableArray<int> Spatial { get; } =
        Channel is { } channel ? [.. Enumerable.Range(1, Shape.Length - 1).Where(axis => axis != channel)] : [];

    /// <summary>Elements of an example.</summary>
    public int Size { get; } = (int)Tensor.CountOf(Shape[1..]);

    /// <summary>Elements between a channel and the next.</summary>
    private int Inner => Channel is { } channel ? (int)Tensor.CountOf(Shape[(channel + 1)..]) : 1;

    /// <summary>The layout of a feature.</summary>
    /// <param name="site">The feature.</param>
    /// <param name="channelAxis">The axis of the channels, from the end where negative.</param>
    /// <exception cref="ModelException">A feature of three axes or more has no such axis behind the batch.</exception>
    public static FeatureLayout Of(BaselineSite site, int channelAxis)
    {
        var shape = site.Value.Shape;
        if (shape.Length < 3)
            return new(shape, null);
        var axis = channelAxis < 0 ? shape.Length + channelAxis : channelAxis;
        return axis >= 1 && axis < shape.Length
            ? new(shape, axis)
            : throw new ModelException(
                $"'{site.Feature}' is {site.Value}: axis {channelAxis} is no axis of channels behind the batch."
            );
    }

    /// <summary>The layout of a feature that has to have positions.</summary>
    /// <exception cref="ModelException">It has none.</exception>
    public static FeatureLayout WithPositions(BaselineSite site, int channelAxis, Baseline baseline)
    {
        var layout = Of(site, channelAxis);
        return layout.Channel is null
            ? throw new ModelException(
                $"'{site.Feature}' is {site.Value}: it has no spatial axes, which the baseline {baseline} works along."
            )
            : layout;
    }

    /// <summary>Every element by itself.</summary>
    public MaskGroups Elements() => new([.. Enumerable.Range(0, Size)], Size, Shape[1..]);

    /// <summary>Elements by position, all channels together.</summary>
    public MaskGroups Positions()
    {
        var (inner, channels) = (Inner, (int)Shape[Channel!.Value]);
        var groups = Enumerable.Range(0, Size).Select(e => e / (inner * channels) * inner + e % inner);
        return new([.. groups], Size / channels, [.. Spatial.Select(axis => Shape[axis])]);
    }

    /// <summary>Elements by channel, all positions together.</summary>
    public MaskGroups Channels()
    {
        var (inner, channels) = (Inner, (int)Shape[Channel!.Value]);
        return new([.. Enumerable.Range(0, Size).Select(e => e / inner % channels)], channels, [channels]);
    }
}
