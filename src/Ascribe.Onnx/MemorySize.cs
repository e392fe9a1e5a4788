using System.Globalization;

namespace Ascribe.Onnx;

/// <summary>Numbers of bytes as people write them: <c>512MB</c>, <c>1.5GiB</c>, <c>2g</c>.</summary>
/// <remarks>KB, MB, GB and TB count in thousands; KiB, MiB, GiB, TiB and the bare letters in steps of 1024.</remarks>
public static class MemorySize
{
    private const string Letters = "KMGT";

    /// <summary>Reads a size; null where the text is none, or is no positive number of bytes that fits 63 bits.</summary>
    public static long? Parse(string text)
    {
        var unit = text.AsSpan().TrimStart("0123456789.");
        var number = text.AsSpan(0, text.Length - unit.Length);
        if (
            !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || Factor(unit.Trim().ToString().ToUpperInvariant()) is not { } factor
        )
            return null;
        var bytes = count * factor;
        return bytes is >= 1 and < long.MaxValue ? (long)bytes : null;
    }

    /// <summary>A size for people, in the largest unit that leaves a number of at least 1.</summary>
    public static string Text(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Letters.Length; unit++)
            size /= 1024;
        return unit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
            : string.Create(CultureInfo.InvariantCulture, $"{size:0.##} {Letters[unit - 1]}iB");
    }

    private static double? Factor(string unit)
    {
        if (unit is "" or "B")
            return 1;
        var power = Letters.IndexOf(unit[0], StringComparison.Ordinal) + 1;
        return (power, unit[1..]) switch
        {
            (> 0, "B") => Math.Pow(1000, power),
            (> 0, "" or "IB") => Math.Pow(1024, power),
            _ => null,
        };
    }
}
