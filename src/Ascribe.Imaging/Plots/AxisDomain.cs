using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Plots;

/// <summary>The numbers that an axis reaches over.</summary>
/// <param name="Low">Where it begins.</param>
/// <param name="High">Where it ends, above <paramref name="Low"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AxisDomain(double Low, double High)
{
    /// <summary>The share of an axis left free at either end, so that no point lies on the frame.</summary>
    private const double Margin = 0.03;

    /// <summary>The domain of numbers and of what the axis itself asks for.</summary>
    /// <exception cref="ModelException">A number has no place on the axis.</exception>
    internal static AxisDomain Of(Axis axis, IEnumerable<double> numbers)
    {
        double[] all = [.. numbers, .. new[] { axis.From, axis.To }.OfType<double>()];
        foreach (var number in all)
            Check(axis, number);
        var (low, high) = (all.Min(), all.Max());
        return axis.Scale == AxisScale.Log ? Logarithmic(axis, low, high) : Linear(axis, low, high);
    }

    /// <summary>The numbers to be labeled on a logarithmic axis: powers of ten, and multiples of them where those are few.</summary>
    internal ImmutableArray<double> LogTicks()
    {
        var (first, last) = ((int)Math.Floor(Math.Log10(Low)), (int)Math.Ceiling(Math.Log10(High)));
        var decades = Math.Log10(High) - Math.Log10(Low);
        int[] multiples =
            decades >= 3 ? [1]
            : decades >= 1 ? [1, 2, 5]
            : [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var step = (int)Math.Ceiling(decades / 8);
        var domain = this;
        return
        [
            .. Enumerable
                .Range(first, last - first + 1)
                .Where(exponent => exponent % step == 0)
                .SelectMany(exponent => multiples.Select(multiple => multiple * Math.Pow(10, exponent)))
                .Where(tick => tick >= domain.Low && tick <= domain.High),
        ];
    }

    private static void Check(Axis axis, double number)
    {
        if (!double.IsFinite(number))
            throw new ModelException($"The axis '{axis.Title}' has no place for {number}; leave it out.");
        if (axis.Scale == AxisScale.Log && number <= 0)
            throw new ModelException(
                $"The axis '{axis.Title}' is logarithmic and has no place for {number}; make it linear, or leave the number out."
            );
    }

    private static AxisDomain Linear(Axis axis, double low, double high)
    {
        // The halves are subtracted, since the difference of two large numbers may be no number.
        var room =
            low < high ? (high / 2 - low / 2) * 2 * Margin
            : low == 0 ? 1
            : Math.Abs(low) / 10;
        return Ends(axis, low, high, low - room, high + room);
    }

    private static AxisDomain Logarithmic(Axis axis, double low, double high)
    {
        var room = low < high ? Math.Pow(10, (Math.Log10(high) - Math.Log10(low)) * Margin) : 2;
        return Ends(axis, low, high, low / room, high * room);
    }

    /// <summary>An end that was asked for is kept; another gets room, unless there is no number so large or so small.</summary>
    private static AxisDomain Ends(Axis axis, double low, double high, double lower, double higher)
    {
        var keepsLow = (low == axis.From && low < high) || !double.IsFinite(lower);
        var keepsHigh = (high == axis.To && low < high) || !double.IsFinite(higher);
        return new(keepsLow ? low : lower, keepsHigh ? high : higher);
    }
}
