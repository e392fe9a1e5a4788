using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>Points, such as estimates against exact values.</summary>
/// <param name="Title">A line or two above everything; empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Clouds">In the order of the legend.</param>
public sealed record ScatterPlot(string Title, Axis X, Axis Y, params ImmutableArray<Series> Clouds) : Plot(Title)
{
    /// <summary>Whether the line of equal numbers is drawn; both axes then reach over the same numbers.</summary>
    public bool Diagonal { get; init; } = true;

    private protected override int NaturalHeight => 660;

    private protected override ImmutableArray<string> Names => [.. Clouds.Select(cloud => cloud.Name)];

    private protected override JsonArray Rows() => PointRows.Of(Clouds);

    private protected override JsonObject Encodings()
    {
        var names = Names;
        Check(names, Clouds.Sum(cloud => cloud.Points.Length));
        var (across, up) = Domains();
        return new()
        {
            ["x"] = Channel.Place("x", Across(X), across),
            ["y"] = Channel.Place("y", Up(Y), up),
            ["color"] = Channel.Color(names, Width),
        };
    }

    private protected override JsonArray Layers()
    {
        var (_, up) = Domains();
        List<JsonObject> layers = Diagonal ? [Equal(up)] : [];
        if (Clouds.Any(cloud => cloud.Points.Any(point => point.Spread is not null)))
            layers.AddRange(Whiskers.Layers(Up(Y), up));
        layers.Add(
            new()
            {
                // Points of different series may lie on each other, so that they let through what is below.
                ["mark"] = new JsonObject
                {
                    ["type"] = "point",
                    ["filled"] = true,
                    ["size"] = 50,
                    ["opacity"] = 0.75,
                },
                ["encoding"] = new JsonObject { ["shape"] = Channel.Shape(Names, Width) },
            }
        );
        return new([.. layers]);
    }

    private (AxisDomain Across, AxisDomain Up) Domains()
    {
        var (across, up) = (AxisDomain.Of(X, PointRows.X(Clouds)), AxisDomain.Of(Y, PointRows.Y(Clouds)));
        if (!Diagonal)
            return (across, up);
        var both = new AxisDomain(Math.Min(across.Low, up.Low), Math.Max(across.High, up.High));
        return (both, both);
    }

    private static JsonObject Equal(AxisDomain domain) =>
        new()
        {
            ["data"] = new JsonObject { ["values"] = new JsonArray(End(domain.Low), End(domain.High)) },
            ["mark"] = new JsonObject
            {
                ["type"] = "line",
                ["strokeWidth"] = 1.2,
                ["strokeDash"] = new JsonArray(5, 4),
            },
            ["encoding"] = new JsonObject { ["color"] = new JsonObject { ["value"] = $"{Palette.Quiet}" } },
        };

    private static JsonObject End(double place) => new() { ["x"] = place, ["y"] = place };
}
