using Ascribe.Onnx;

namespace Ascribe.Attacks;

/// <summary>Where an attacked example may be: within ε of where it was, and within the valid range.</summary>
/// <remarks>Ends are numbers of the input's own type, rounded towards the example, so that they hold exactly.</remarks>
internal sealed class PerturbationBall
{
    private readonly double[] start;
    private readonly double[] low;
    private readonly double[] high;
    private readonly double[] width;

    /// <summary>The ball around an example.</summary>
    /// <param name="example">The example, [1, …].</param>
    /// <param name="range">The valid range.</param>
    /// <param name="epsilon">ε, as a share of it.</param>
    /// <exception cref="ModelException">The example is outside of the range already, or the range does not fit it.</exception>
    public PerturbationBall(Tensor example, ValidRange range, double epsilon)
    {
        var channels = range.Channels(example);
        start = example.ToDoubles();
        (low, high, width) = (new double[start.Length], new double[start.Length], new double[start.Length]);
        var single = example.ElementType != ElementType.Float64;
        for (var i = 0; i < start.Length; i++)
        {
            var (least, most) = range.Of(channels[i]);
            width[i] = most - least;
            // Inputs are made in their own type, and so are the ends that they may reach.
            (least, most) = single ? ((float)least, (float)most) : (least, most);
            if (!(start[i] >= least && start[i] <= most))
                throw new ModelException(
                    $"an attacked input holds {start[i]:R} where only {least:R} … {most:R} are valid; state its valid range."
                );
            low[i] = Math.Max(least, Inward(start[i] - epsilon * width[i], start[i], single));
            high[i] = Math.Min(most, Inward(start[i] + epsilon * width[i], start[i], single));
        }
    }

    /// <summary>The example.</summary>
    public double[] Start => [.. start];

    /// <summary>Uniformly random numbers in the ball.</summary>
    public double[] Anywhere(Random random) =>
        [.. low.Zip(high, (from, to) => Math.Clamp((float)(from + (to - from) * random.NextDouble()), from, to))];

    /// <summary>A step along the signs of a direction, cut off where the ball ends.</summary>
    /// <param name="at">Where the step begins.</param>
    /// <param name="direction">Signs count only; where it is 0 or no number, nothing moves.</param>
    /// <param name="length">The length, as a share of the valid range; below 0 for a step back.</param>
    public double[] Step(double[] at, double[] direction, double length)
    {
        var next = new double[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            var sign = double.IsNaN(direction[i]) ? 0 : Math.Sign(direction[i]);
            next[i] = Math.Clamp(at[i] + length * width[i] * sign, low[i], high[i]);
        }
        return next;
    }

    private static double Inward(double end, double towards, bool single)
    {
        if (!single)
            return end;
        var rounded = (float)end;
        if (end < towards)
            return rounded < end ? MathF.BitIncrement(rounded) : rounded;
        return rounded > end ? MathF.BitDecrement(rounded) : rounded;
    }
}
