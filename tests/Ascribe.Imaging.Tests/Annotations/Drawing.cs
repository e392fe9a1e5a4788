namespace Ascribe.Imaging.Tests.Annotations;

/// <summary>Masks as text: # belongs to it, everything else does not.</summary>
internal static class Drawing
{
    internal static string[] Of(PixelMask mask) =>
        [
            .. Enumerable
                .Range(0, mask.Height)
                .Select(y => string.Concat(Enumerable.Range(0, mask.Width).Select(x => mask[x, y] ? '#' : '.'))),
        ];

    internal static PixelMask Mask(params string[] rows) =>
        PixelMask.Of(rows[0].Length, rows.Length, (x, y) => rows[y][x] == '#');
}
