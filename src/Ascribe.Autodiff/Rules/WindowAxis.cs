namespace Ascribe.Autodiff.Rules;

/// <summary>One axis of a <see cref="Window"/>.</summary>
/// <param name="Kernel">The number of taps.</param>
/// <param name="Stride">Distance between outputs.</param>
/// <param name="Dilation">Distance between taps.</param>
/// <param name="Pad">Zeros before the input.</param>
/// <param name="EndPad">Zeros behind the input.</param>
/// <param name="Input">Extent of the input.</param>
/// <param name="Output">Extent of the output.</param>
internal sealed record WindowAxis(
    long Kernel,
    long Stride,
    long Dilation,
    long Pad,
    long EndPad,
    long Input,
    long Output
)
{
    /// <summary>The number of inputs of each phase, the last one perhaps beyond the end.</summary>
    public long PhaseExtent => (Input + Stride - 1) / Stride;

    /// <summary>The input position of a tap; outside [0, Input) it is padding.</summary>
    public long Position(long output, long tap) => output * Stride + tap * Dilation - Pad;

    /// <summary>
    /// The taps through which inputs h ≡ <paramref name="phase"/> (mod stride) are read: input h = stride·q + phase is read
    /// by output q + offset. Ascending offsets, which means descending taps; empty where nothing reads them.
    /// </summary>
    public IReadOnlyList<(long Tap, long Offset)> Taps(long phase)
    {
        var taps = new List<(long, long)>();
        for (var tap = Kernel - 1; tap >= 0; tap--)
        {
            var distance = phase + Pad - tap * Dilation;
            var offset = distance / Stride;
            if (distance % Stride == 0 && offset < Output && PhaseExtent - 1 + offset >= 0)
                taps.Add((tap, offset));
        }
        return taps;
    }
}
