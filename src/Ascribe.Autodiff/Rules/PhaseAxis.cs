namespace Ascribe.Autodiff.Rules;

/// <summary>How the inputs of one phase are read along one axis.</summary>
/// <param name="FirstTap">The highest tap, which has the lowest offset.</param>
/// <param name="LastTap">The lowest tap.</param>
/// <param name="TapStep">Distance between taps.</param>
/// <param name="Whole">The number of taps of the kernel.</param>
/// <param name="LowestOffset">Input q of the phase is read by outputs q + offset from here …</param>
/// <param name="HighestOffset">… to here.</param>
/// <param name="Dilation">Distance between offsets.</param>
/// <param name="Begin">Padding before the outputs; negative to crop.</param>
/// <param name="End">Padding behind the outputs; negative to crop.</param>
internal sealed record PhaseAxis(
    long FirstTap,
    long LastTap,
    long TapStep,
    long Whole,
    long LowestOffset,
    long HighestOffset,
    long Dilation,
    long Begin,
    long End
)
{
    /// <summary>The reading of inputs h ≡ <paramref name="phase"/> (mod stride); null where no output reads them.</summary>
    public static PhaseAxis? Of(WindowAxis axis, long phase)
    {
        var taps = axis.Taps(phase);
        if (taps.Count == 0)
            return null;
        var (first, lowest) = taps[0];
        var (last, highest) = taps[^1];
        var steps = Math.Max(1, taps.Count - 1);
        return new PhaseAxis(
            first,
            last,
            Math.Max(1, (first - last) / steps),
            axis.Kernel,
            lowest,
            highest,
            Math.Max(1, (highest - lowest) / steps),
            -lowest,
            axis.PhaseExtent + highest - axis.Output
        );
    }
}
