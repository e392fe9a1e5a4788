using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Ascribe.Onnx;

namespace Ascribe.Arrays;

/// <summary>What stands before the elements of a <c>.npy</c> array.</summary>
/// <param name="Descr">The element type as numpy writes it, such as <c>&lt;f4</c>.</param>
/// <param name="FortranOrder">Whether the first axis runs fastest.</param>
/// <param name="Shape">The extents.</param>
/// <param name="Size">The bytes that the header takes in the file, magic included.</param>
/// <remarks>The format is numpy's: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
internal sealed partial record NpyHeader(string Descr, bool FortranOrder, ImmutableArray<long> Shape, int Size)
{
    private const int Alignment = 64;

    // A header describes one array; one of more than a mebibyte is damage, and is not read.
    private const uint MaxLength = 1 << 20;

    // numpy leaves room for the first extent to grow in place to this many digits.
    private const int GrowthDigits = 21;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static NpyHeader Read(Stream stream)
    {
        var start = Bytes(stream, 8);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new ModelException("this is no .npy array.");
        var wide = start[6] switch
        {
            1 => false,
            2 or 3 => true,
            var version => throw new ModelException($"version {version}.{start[7]} of the .npy format is not known."),
        };
        var length = wide
            ? BinaryPrimitives.ReadUInt32LittleEndian(Bytes(stream, 4))
            : BinaryPrimitives.ReadUInt16LittleEndian(Bytes(stream, 2));
        if (length > MaxLength)
            throw new ModelException($"its header claims {length} bytes; the file is damaged.");
        var encoding = start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1;
        return Parse(encoding.GetString(Bytes(stream, (int)length)), 8 + (wide ? 4 : 2) + (int)length);
    }

    /// <summary>The header of format 1.0, byte for byte as numpy writes it.</summary>
    public static byte[] Write(string descr, ImmutableArray<long> shape)
    {
        var text = new StringBuilder($"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({Tuple(shape)}), }}");
        if (shape.Length > 0)
            text.Append(' ', GrowthDigits - shape[0].ToString(CultureInfo.InvariantCulture).Length);
        text.Append(' ', Alignment - 1 - (10 + text.Length) % Alignment).Append('\n');
        byte[] lead = [.. Magic, 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(lead.AsSpan(8), checked((ushort)text.Length));
        return [.. lead, .. Encoding.Latin1.GetBytes(text.ToString())];
    }

    private static string Tuple(ImmutableArray<long> shape) =>
        shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape);

    private static NpyHeader Parse(string text, int size)
    {
        var match = Dictionary().Match(text);
        if (!match.Success || Array.Exists(["descr", "order", "shape"], name => match.Groups[name].Captures.Count != 1))
            throw new ModelException($"its header is not understood: {Excerpt(text)}");
        var extents = Digits().Matches(match.Groups["shape"].Value).Select(m => Extent(m.Value, text));
        return new(match.Groups["descr"].Value, match.Groups["order"].Value is "True", [.. extents], size);
    }

    private static long Extent(string digits, string text) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var extent)
            ? extent
            : throw new ModelException($"its shape is absurd: {Excerpt(text)}");

    private static string Excerpt(string text)
    {
        var line = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length > 120 ? line[..120] + "…" : line;
    }

    private static byte[] Bytes(Stream stream, int count)
    {
        var bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count
            ? bytes
            : throw new ModelException("the .npy header is cut off.");
    }

    // A Python dictionary of exactly these keys, in any order; Python 2 wrote extents with an L.
    [GeneratedRegex(
        """
            ^\{\s*(
              (   ['"]descr['"]\s*:\s*['"](?<descr>[^'"]*)['"]
              |   ['"]fortran_order['"]\s*:\s*(?<order>True|False)
              |   ['"]shape['"]\s*:\s*\((?<shape>[\d\sL,]*)\)
              )\s*,?\s*
            )+\}\s*$
            """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Dictionary();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
