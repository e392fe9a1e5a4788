using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>Lines through points, such as an error against a budget.</summary>
/// <param name="Title">A line or two above everything; empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Lines">In the order of the legend.</param>
public sealed record LinePlot(string Title, Axis X, Axis Y, params ImmutableArray<Series> Lines) : Plot(Title)
{
    /// <summary>How spreads of points are drawn.</summary>
    public SpreadMark Spread { get; init; }

    private protected override ImmutableArray<string> Names => [.. Lines.Select(line => line.Name)];

    private protected override JsonArray Rows() => PointRows.Of(Lines);

    private protected override JsonObject Encodings()
    {
        var names = Names;
        Check(names, Lines.Sum(line => line.Points.Length));
        return new()
        {
            ["x"] = Channel.Place("x", Across(X), AxisDomain.Of(X, PointRows.X(Lines))),
            ["color"] = Channel.Color(names, Width),
        };
    }

    private protected override JsonArray Layers()
    {
        var domain = AxisDomain.Of(Y, PointRows.Y(Lines));
        List<JsonObject> layers = [];
        if (Lines.Any(line => line.Points.Any(point => point.Spread is not null)))
            layers.AddRange(Spread == SpreadMark.Band ? [Band(domain)] : Whiskers.Layers(Up(Y), domain));
        layers.Add(
            new()
            {
                ["mark"] = new JsonObject { ["type"] = "line", ["strokeWidth"] = 2 },
                ["encoding"] = new JsonObject { ["y"] = Channel.Place("y", Up(Y), domain) },
            }
        );
        layers.Add(
            new()
            {
                ["mark"] = new JsonObject
                {
                    ["type"] = "point",
                    ["filled"] = true,
                    ["size"] = 55,
                    ["opacity"] = 1,
                },
                ["encoding"] = new JsonObject
                {
                    ["y"] = Channel.Place("y", Up(Y), domain),
                    ["shape"] = Channel.Shape(Names, Width),
                },
            }
        );
        return new([.. layers]);
    }

    private JsonObject Band(AxisDomain domain) =>
        Whiskers.Layer(
            new() { ["type"] = "area", ["opacity"] = 0.16 },
            new()
            {
                ["y"] = Channel.Place("low", Up(Y), domain),
                ["y2"] = new JsonObject { ["field"] = "high" },
            }
        );
}
