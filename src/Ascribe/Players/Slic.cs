using System.Numerics.Tensors;

namespace Ascribe.Players;

/// <summary>Simple linear iterative clustering: k-means over value and place, each center looking only at what is near it.</summary>
/// <remarks>
/// Achanta et al., "SLIC superpixels compared to state-of-the-art superpixel methods", 2012, on the values that the model sees
/// instead of CIELAB colors, scaled to a common range of 100. Pieces that are cut off from their region, or small, join a neighbor.
/// </remarks>
internal sealed class Slic
{
    private const int Rounds = 10;
    private const double Range = 100;
    private const double SmallShare = 0.25;
    private readonly int channels;
    private readonly int height;
    private readonly int width;
    private readonly double[] values;
    private readonly double step;
    private readonly double spatialWeight;
    private readonly int[] labels;

    private Slic(Tensor picture, int count, double compactness)
    {
        (channels, height, width) = ((int)picture.Shape[1], (int)picture.Shape[2], (int)picture.Shape[3]);
        values = picture.ToDoubles();
        var (low, high) = (TensorPrimitives.Min<double>(values), TensorPrimitives.Max<double>(values));
        TensorPrimitives.Subtract(values, low, values);
        TensorPrimitives.Multiply(values, high > low ? Range / (high - low) : 0, values);
        step = Math.Sqrt((double)height * width / count);
        spatialWeight = compactness * compactness / (step * step);
        labels = new int[height * width];
    }

    /// <summary>Divides a picture.</summary>
    /// <param name="picture">[1, C, H, W].</param>
    /// <param name="count">About how many regions.</param>
    /// <param name="compactness">How much nearness counts against likeness.</param>
    /// <returns>The region of every pixel, 0 … n − 1, row-major; each region is connected.</returns>
    public static int[] Segment(Tensor picture, int count, double compactness)
    {
        var slic = new Slic(picture, count, compactness);
        var centers = slic.Grid();
        for (var round = 0; round < Rounds; round++)
        {
            slic.Assign(centers);
            slic.Move(centers);
        }
        return slic.Connected();
    }

    /// <summary>Centers on an even grid: row, column, then the values there.</summary>
    private double[][] Grid()
    {
        var (rows, columns) = (Math.Max(1, (int)Math.Round(height / step)), Math.Max(1, (int)Math.Round(width / step)));
        return
        [
            .. from row in Enumerable.Range(0, rows)
            from column in Enumerable.Range(0, columns)
            let y = (int)((row + 0.5) * height / rows)
            let x = (int)((column + 0.5) * width / columns)
            select (double[])[y, x, .. Enumerable.Range(0, channels).Select(c => values[(c * height + y) * width + x])],
        ];
    }

    private void Assign(double[][] centers)
    {
        var nearest = new double[labels.Length];
        Array.Fill(nearest, double.PositiveInfinity);
        var reach = (int)Math.Ceiling(2 * step);
        for (var label = 0; label < centers.Length; label++)
        {
            var (row, column) = ((int)centers[label][0], (int)centers[label][1]);
            for (var y = Math.Max(0, row - reach); y < Math.Min(height, row + reach + 1); y++)
            for (var x = Math.Max(0, column - reach); x < Math.Min(width, column + reach + 1); x++)
            {
                var distance = Distance(centers[label], y, x);
                if (distance >= nearest[y * width + x])
                    continue;
                nearest[y * width + x] = distance;
                labels[y * width + x] = label;
            }
        }
    }

    private double Distance(double[] center, int y, int x)
    {
        var distance = spatialWeight * (Square(center[0] - y) + Square(center[1] - x));
        for (var c = 0; c < channels; c++)
            distance += Square(center[2 + c] - values[(c * height + y) * width + x]);
        return distance;
    }

    private void Move(double[][] centers)
    {
        var counts = new int[centers.Length];
        var sums = centers.Select(c => new double[c.Length]).ToArray();
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            var sum = sums[labels[pixel]];
            counts[labels[pixel]]++;
            sum[0] += pixel / width;
            sum[1] += pixel % width;
            for (var c = 0; c < channels; c++)
                sum[2 + c] += values[c * labels.Length + pixel];
        }
        for (var label = 0; label < centers.Length; label++)
        {
            if (counts[label] > 0)
                TensorPrimitives.Divide(sums[label], counts[label], centers[label]);
        }
    }

    /// <summary>Numbers connected pieces in reading order; one that is small joins the piece above or left of it.</summary>
    private int[] Connected()
    {
        var pieces = new int[labels.Length];
        Array.Fill(pieces, -1);
        var smallest = SmallShare * step * step;
        var count = 0;
        for (var pixel = 0; pixel < labels.Length; pixel++)
        {
            if (pieces[pixel] >= 0)
                continue;
            var piece = Flood(pixel, pieces, count);
            var before =
                pixel % width > 0 ? pieces[pixel - 1]
                : pixel >= width ? pieces[pixel - width]
                : -1;
            if (piece.Count >= smallest || before < 0)
                count++;
            else
                piece.ForEach(p => pieces[p] = before);
        }
        return pieces;
    }

    private List<int> Flood(int start, int[] pieces, int piece)
    {
        var found = new List<int> { start };
        pieces[start] = piece;
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var next in Neighbors(found[i]))
            {
                if (pieces[next] >= 0 || labels[next] != labels[start])
                    continue;
                pieces[next] = piece;
                found.Add(next);
            }
        }
        return found;
    }

    private IEnumerable<int> Neighbors(int pixel)
    {
        if (pixel % width > 0)
            yield return pixel - 1;
        if (pixel % width < width - 1)
            yield return pixel + 1;
        if (pixel >= width)
            yield return pixel - width;
        if (pixel < labels.Length - width)
            yield return pixel + width;
    }

    private static double Square(double x) => x * x;
}
