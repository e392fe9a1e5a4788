using System.Collections.Immutable;
using System.Globalization;
using MathNet.Numerics.Interpolation;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The mean of curves that are read one after the other.</summary>
/// <remarks>Where a later curve has other positions than the first one, its values at those of the first are found along straight lines.</remarks>
internal sealed class CurveMeans
{
    private readonly double[] positions;
    private readonly RunningStatistics[] points;

    private CurveMeans(double[] positions)
    {
        this.positions = positions;
        points = [.. positions.Select(_ => new RunningStatistics())];
    }

    /// <summary>The means of the curves in a file of an <see cref="EvaluationLog"/>, in the order of the plan.</summary>
    /// <exception cref="Onnx.ModelException">The file cannot be read.</exception>
    public static ImmutableArray<MeanCurve> Read(string path, EvaluationPlan plan)
    {
        var means = new Dictionary<string, CurveMeans>(StringComparer.Ordinal);
        foreach (var (cells, _) in GrowingTable.Rows(path).Skip(1))
        {
            var key = string.Join('\n', cells[2..6]);
            var (at, values) = (Numbers(cells[6]), Numbers(cells[7]));
            if (!means.TryGetValue(key, out var mean))
                means[key] = mean = new CurveMeans(at);
            mean.Add(at, values);
        }
        return
        [
            .. from criterion in plan.Criteria
            from candidate in plan.Candidates
            let mean = means.GetValueOrDefault(string.Join('\n', [.. candidate.Key, criterion.Name]))
            where mean is not null
            select new MeanCurve(candidate, criterion, mean.Points()),
        ];
    }

    private ImmutableArray<MeanCurvePoint> Points() =>
        [.. positions.Zip(points, (at, s) => new MeanCurvePoint(at, s.Count > 0 ? s.Mean : double.NaN, s.Count))];

    private void Add(double[] at, double[] values)
    {
        var same = at.AsSpan().SequenceEqual(positions);
        var line = same || at.Length < 2 ? null : LinearSpline.InterpolateSorted(at, values);
        for (var i = 0; i < positions.Length; i++)
        {
            var value =
                same ? values[i]
                : line is null || positions[i] < at[0] || positions[i] > at[^1] ? double.NaN
                : line.Interpolate(positions[i]);
            if (!double.IsNaN(value))
                points[i].Push(value);
        }
    }

    private static double[] Numbers(string cell) =>
        [.. cell.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
}
