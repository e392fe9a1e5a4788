using System.Text.Json;

namespace Ascribe.Imaging;

/// <summary>Masks as COCO writes them: the lengths of runs, down the columns, that lie in turn outside and inside the object.</summary>
internal static class CocoRuns
{
    private const int BitsPerDigit = 5;
    private const int More = 1 << BitsPerDigit;
    private const int Sign = 1 << (BitsPerDigit - 1);
    private const char Zero = '0';

    /// <summary>The mask, or what is wrong with it.</summary>
    /// <param name="runs">{"size": [height, width], "counts": numbers or text}.</param>
    internal static (PixelMask? Mask, string? Complaint) Read(JsonElement runs)
    {
        if (
            !runs.TryGetProperty("size", out var size)
            || Integers(size) is not [> 0 and <= int.MaxValue and var height, > 0 and <= int.MaxValue and var width]
        )
            return (null, "size takes height and width.");
        if (height * width > PictureDecoder.MaxPixels)
            return (null, $"no mask of {width} × {height} pixels is read.");
        if (!runs.TryGetProperty("counts", out var counts) || Lengths(counts) is not { } lengths)
            return (null, "counts takes the lengths of runs, as whole numbers or in COCO's text form.");
        return
            lengths.Exists(n => n < 0)
            || lengths.Aggregate(UInt128.Zero, (sum, n) => sum + (ulong)n) != (ulong)(width * height)
            ? (null, $"the runs do not fill {width} × {height} pixels.")
            : (Fill(lengths, (int)width, (int)height), null);
    }

    private static List<long>? Lengths(JsonElement counts) =>
        counts.ValueKind == JsonValueKind.String ? Unpack(counts.GetString()!) : Integers(counts)?.ToList();

    private static long[]? Integers(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = new long[list.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt64(out numbers[i]))
                return null;
        return numbers;
    }

    // Digits of five bits, the lowest first, each with a bit that says whether more follow; from the fourth length on, the
    // difference to the length two before is written.
    private static List<long>? Unpack(string text)
    {
        var lengths = new List<long>();
        for (var at = 0; at < text.Length; )
        {
            var (length, shift) = (0L, 0);
            int digit;
            do
            {
                if (at == text.Length || shift > 55 || text[at] < Zero || text[at] >= Zero + 2 * More)
                    return null;
                digit = text[at++] - Zero;
                length |= (long)(digit & (More - 1)) << shift;
                shift += BitsPerDigit;
            } while ((digit & More) != 0);
            if ((digit & Sign) != 0)
                length |= -1L << shift;
            lengths.Add(lengths.Count > 2 ? length + lengths[^2] : length);
        }
        return lengths;
    }

    private static PixelMask Fill(List<long> lengths, int width, int height)
    {
        var inside = new bool[checked(width * height)];
        var place = 0;
        for (var run = 0; run < lengths.Count; run++)
        for (var end = place + lengths[run]; place < end; place++)
            inside[place % height * width + place / height] = run % 2 == 1;
        return new(width, height, inside);
    }
}
