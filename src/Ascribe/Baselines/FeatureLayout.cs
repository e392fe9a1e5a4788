using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
    public MaskGroups Elements() => new([.. Enumerable.Range(0, Size)], Size, Shape[1..]);

    /// <summary>Elements by position, all channels together.</summary>
    public MaskGroups Positions() => Groups([.. Spatial.Select(axis => Shape[axis])], (_, position) => position);

    /// <summary>Elements by channel, all positions together.</summary>
    public MaskGroups Channels() => Groups([Shape[Channel!.Value]], (channel, _) => channel);

    private MaskGroups Groups(ImmutableArray<long> shape, Func<int, int, int> of)
    {
        var channels = (int)Shape[Channel!.Value];
        var inner = (int)Tensor.CountOf(Shape[(Channel.Value + 1)..]);
        var groups = new int[Size];
        for (var e = 0; e < groups.Length; )
        {
            var outer = e / channels;
            for (var channel = 0; channel < channels; channel++)
            for (var i = 0; i < inner; i++)
                groups[e++] = of(channel, outer + i);
        }
        return new(ImmutableCollectionsMarshal.AsImmutableArray(groups), (int)Tensor.CountOf(shape), shape);
    }
}
