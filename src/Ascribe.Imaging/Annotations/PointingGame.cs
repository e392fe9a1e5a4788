using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>The pointing game: does the place where a heatmap is largest lie on the object?</summary>
/// <remarks>
/// Jianming Zhang, Zhe Lin, Jonathan Brandt, Xiaohui Shen and Stan Sclaroff, Top-down Neural Attention by Excitation Backprop
/// (2016), section 4.1; as in the output-targeted baselines of Shi, Li and Yamaguchi (2022), Table 7.
/// </remarks>
public static class PointingGame
{
    // Difficult pictures: the boxes of the class cover less than this share.
    private const double DifficultShare = 0.25;

    /// <summary>The place of the largest number; the first in reading order where several are equal.</summary>
    /// <param name="heatmap">[rows, columns].</param>
    /// <exception cref="ModelException">The heatmap is empty, or holds a number that is not finite.</exception>
    public static (int Row, int Column) Maximum(double[,] heatmap)
    {
        var (rows, columns) = (heatmap.GetLength(0), heatmap.GetLength(1));
        if (heatmap.Length == 0)
            throw new ModelException("An empty heatmap points nowhere.");
        var best = (Row: 0, Column: 0);
        for (var row = 0; row < rows; row++)
        for (var column = 0; column < columns; column++)
        {
            if (!double.IsFinite(heatmap[row, column]))
                throw new ModelException($"The heatmap is not finite in row {row}, column {column}.");
            if (heatmap[row, column] > heatmap[best.Row, best.Column])
                best = (row, column);
        }
        return best;
    }

    /// <summary>Whether the largest number lies on the object, or no farther from one of its pixels than is tolerated.</summary>
    /// <param name="heatmap">[rows, columns], of the same size as the mask.</param>
    /// <param name="mask">[rows, columns]: the pixels of all objects of the class.</param>
    /// <param name="tolerance">The Euclidean distance between centers of pixels that still counts, in pixels; 0 tolerates none.</param>
    /// <exception cref="ModelException">The sizes differ, the tolerance is negative, or the heatmap is not finite.</exception>
    public static bool Hits(double[,] heatmap, bool[,] mask, double tolerance = 0)
    {
        var (rows, columns) = (mask.GetLength(0), mask.GetLength(1));
        if ((heatmap.GetLength(0), heatmap.GetLength(1)) != (rows, columns))
            throw new ModelException(
                $"A heatmap of {heatmap.GetLength(1)} × {heatmap.GetLength(0)} does not fit a mask of {columns} × {rows} pixels."
            );
        if (!(tolerance >= 0))
            throw new ModelException($"A tolerance is 0 or more pixels, not {tolerance}.");
        var (atRow, atColumn) = Maximum(heatmap);
        var reach = (int)Math.Min(tolerance, rows + columns);
        for (var row = Math.Max(0, atRow - reach); row <= Math.Min(rows - 1, atRow + reach); row++)
        for (var column = Math.Max(0, atColumn - reach); column <= Math.Min(columns - 1, atColumn + reach); column++)
            if (mask[row, column] && double.Hypot(row - atRow, column - atColumn) <= tolerance)
                return true;
        return false;
    }

    /// <summary>The classes that are asked for in a picture: those with an object that is not marked as difficult to recognize.</summary>
    public static ImmutableArray<string> Classes(AnnotatedPicture picture) =>
        [.. picture.Classes.Where(name => picture.Of(name).Any(o => !o.MarkedDifficult))];

    /// <summary>
    /// Whether a picture is a difficult one for a class: the boxes around its objects have, summed, less than a quarter of the
    /// picture's area, and there is an object of another class.
    /// </summary>
    /// <remarks>Boxes that overlap count twice there, as in the benchmark's words; of polygons and masks the bounding boxes are taken.</remarks>
    /// <exception cref="ModelException">No object of the class is in the picture.</exception>
    public static bool IsDifficult(AnnotatedPicture picture, string name)
    {
        var area = picture.Of(name).Sum(o => o.Region.Bounds.Clip(picture.Width, picture.Height).Area);
        return area < DifficultShare * picture.Width * picture.Height && picture.Classes.Length > 1;
    }

    /// <summary>Asks a heatmap for the objects of one class.</summary>
    /// <remarks>
    /// The heatmap is the sum over the channels (<see cref="Heatmap.Of"/>) and covers the picture: what a network was shown of it, use
    /// <see cref="FieldOfView.Of(AnnotatedPicture)"/>. A smaller one, of a layer, is first scaled to the picture's pixels by
    /// <see cref="Heatmap.Resize"/>.
    /// </remarks>
    /// <exception cref="ModelException">No object of the class is in the picture, or the tolerance is negative.</exception>
    public static PointingTrial Play(
        Heatmap heatmap,
        AnnotatedPicture picture,
        string name,
        PointingOptions? options = null
    )
    {
        options ??= new();
        var fitted = (options.ByMagnitude ? heatmap.Magnitude : heatmap).Resize(picture.Width, picture.Height);
        var rows = new double[fitted.Height, fitted.Width];
        for (var i = 0; i < fitted.Values.Length; i++)
            rows[i / fitted.Width, i % fitted.Width] = fitted.Values[i];
        var isHit = Hits(rows, picture.Mask(name).ToArray(), options.Tolerance);
        return new(picture.Path, name, IsDifficult(picture, name), isHit);
    }
}
