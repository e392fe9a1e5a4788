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
    public MaskGroups Elements() => new([0], Size, Shared: false, Shape[1..]);

    /// <summary>Elements by position, all channels together.</summary>
    public MaskGroups Positions()
    {
        ImmutableArray<long> shape = [.. Spatial.Select(axis => Shape[axis])];
        return Inner > 1
            ? Groups(stretch => stretch / Channels * Inner, shared: false, shape)
            : Groups(stretch => stretch, shared: true, shape);
    }

    /// <summary>Elements by channel, all positions together.</summary>
    public MaskGroups ByChannel() =>
        Inner > 1
            ? Groups(stretch => stretch % Channels, shared: true, [Channels])
            : Groups(_ => 0, shared: false, [Channels]);

    private int Channels => (int)Shape[Channel!.Value];

    /// <summary>Positions that lie next to each other within a channel.</summary>
    private int Inner => (int)Tensor.CountOf(Shape[(Channel!.Value + 1)..]);

    /// <summary>Stretches run along the positions; where channels come last, along the channels.</summary>
    private MaskGroups Groups(Func<int, int> start, bool shared, ImmutableArray<long> shape)
    {
        var length = Inner > 1 ? Inner : Channels;
        return new([.. Enumerable.Range(0, Size / Math.Max(1, length)).Select(start)], length, shared, shape);
    }
}
