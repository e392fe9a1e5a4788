using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>Series of points as data, and the numbers in them.</summary>
internal static class PointRows
{
    /// <summary>A row for every point: series, x, y, and low and high where it has a spread.</summary>
    internal static JsonArray Of(ImmutableArray<Series> series) =>
        new([.. series.SelectMany(one => one.Points.Select(point => Row(one.Name, point)))]);

    internal static IEnumerable<double> X(ImmutableArray<Series> series) =>
        series.SelectMany(one => one.Points.Select(point => point.X));

    /// <summary>The ends of spreads included.</summary>
    internal static IEnumerable<double> Y(ImmutableArray<Series> series) =>
        series.SelectMany(one => one.Points).SelectMany(point => WithEnds(point.Y, point.Spread));

    internal static IEnumerable<double> WithEnds(double value, Interval? spread) =>
        spread is { } between ? [value, between.Low, between.High] : [value];

    internal static void AddSpread(JsonObject row, Interval? spread)
    {
        if (spread is { } between)
            (row["low"], row["high"]) = (between.Low, between.High);
    }

    private static JsonObject Row(string series, PlotPoint point)
    {
        var row = new JsonObject
        {
            ["series"] = series,
            ["x"] = point.X,
            ["y"] = point.Y,
        };
        AddSpread(row, point.Spread);
        return row;
    }
}
