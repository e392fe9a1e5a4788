using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Attacks;

/// <summary>The numbers that an input may hold, channel by channel.</summary>
/// <param name="Low">The least number of each channel, or one for all.</param>
/// <param name="High">The largest number of each channel, or one for all.</param>
/// <param name="Axis">The axis of the channels; 1 for [N, C, …].</param>
/// <remarks>
/// Distances of an attack are shares of High − Low, so that 8/255 means eight levels of a pixel in every channel, whatever the scale that
/// a network's preprocessing gives it.
/// </remarks>
public sealed record ValidRange(ImmutableArray<double> Low, ImmutableArray<double> High, int Axis = 1)
{
    /// <summary>Everything from 0 to 1.</summary>
    public static ValidRange Unit { get; } = new([0], [1]);

    /// <summary>The ends for a channel.</summary>
    internal (double Low, double High) Of(int channel) => (At(Low, channel), At(High, channel));

    /// <summary>The channel of each element of an example.</summary>
    /// <exception cref="ModelException">The range fits no such input, or is empty.</exception>
    internal int[] Channels(Tensor input)
    {
        var count = Math.Max(Low.Length, High.Length);
        if (Low.Length is 0 || High.Length is 0 || !Enumerable.Range(0, count).All(c => At(Low, c) < At(High, c)))
            throw new ModelException(
                "the valid range of an attacked input is empty: every low end has to be below its high end."
            );
        if (count > 1 && (Axis < 1 || Axis >= input.Rank || input.Shape[Axis] != count))
            throw new ModelException(
                $"a valid range of {count} channels along axis {Axis} does not fit the input {input}."
            );
        var size = input.Length / (int)input.Shape[0];
        if (count == 1)
            return new int[size];
        var inner = (int)input.Shape.Skip(Axis + 1).Aggregate(1L, (product, extent) => product * extent);
        return [.. Enumerable.Range(0, size).Select(i => i / inner % count)];
    }

    private static double At(ImmutableArray<double> ends, int channel) =>
        ends.Length == 1 ? ends[0] : ends.ElementAtOrDefault(channel);
}
