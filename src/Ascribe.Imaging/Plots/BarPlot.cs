using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Plots;

/// <summary>Bars in groups, such as a score of methods on data sets; they begin at 0, on a logarithmic axis at a power of ten.</summary>
/// <param name="Title">A line or two above everything; empty for none.</param>
/// <param name="Categories">What the groups are, under the horizontal axis; empty where it needs no saying.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">In the order of the legend and, within a group, from left to right.</param>
public sealed record BarPlot(string Title, string Categories, Axis Y, params ImmutableArray<BarSeries> Series)
    : Plot(Title)
{
    private protected override ImmutableArray<string> Names => [.. Series.Select(one => one.Name)];

    private ImmutableArray<string> Groups =>
        [.. Series.SelectMany(one => one.Bars.Select(bar => bar.Category)).Distinct(StringComparer.Ordinal)];

    private CategoryLabels Labels => new(Groups, (Width - 90.0) / Math.Max(1, Groups.Length));

    /// <summary>Long names make a plot higher, not its bars shorter.</summary>
    private protected override int NaturalHeight => Groups.IsEmpty ? 400 : 400 + Math.Max(0, Labels.Height - 40);

    private protected override int Overhang => Groups.IsEmpty ? 0 : Labels.Overhang(Width);

    private protected override JsonArray Rows() =>
        new([.. Series.SelectMany(one => one.Bars.Select(bar => Row(one.Name, bar)))]);

    private protected override JsonObject Encodings()
    {
        Check(Names, Series.Sum(one => one.Bars.Length));
        foreach (var one in Series)
            if (
                one.Bars.GroupBy(bar => bar.Category, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is
                { Key: var twice }
            )
                throw new ModelException($"The series '{one.Name}' of the plot '{Title}' has two bars in '{twice}'.");
        var encodings = new JsonObject { ["x"] = Group(), ["color"] = Channel.Color(Names, Width) };
        if (Series.Length > 1)
            encodings["xOffset"] = new JsonObject
            {
                ["field"] = "series",
                ["type"] = "nominal",
                ["sort"] = Channel.Texts(Names),
                ["scale"] = new JsonObject { ["paddingInner"] = 0.06 },
            };
        return encodings;
    }

    private protected override JsonArray Layers()
    {
        ImmutableArray<double> numbers =
        [
            .. Series.SelectMany(one => one.Bars).SelectMany(bar => PointRows.WithEnds(bar.Value, bar.Spread)),
        ];
        var foot = Foot(numbers);
        var axis = Y with
        {
            From = Math.Min(Y.From ?? foot, foot),
            To = Y.Scale == AxisScale.Log ? Y.To : Math.Max(Y.To ?? 0, 0),
        };
        var domain = AxisDomain.Of(axis, numbers);
        List<JsonObject> layers =
        [
            new()
            {
                ["mark"] = new JsonObject { ["type"] = "bar" },
                ["encoding"] = new JsonObject
                {
                    ["y"] = Channel.Place("y", Up(axis), domain),
                    ["y2"] = new JsonObject { ["datum"] = foot },
                },
            },
        ];
        if (Series.Any(one => one.Bars.Any(bar => bar.Spread is not null)))
            layers.AddRange(Whiskers.Layers(Up(axis), domain, Palette.Ink));
        return new([.. layers]);
    }

    /// <summary>Where bars begin. On a logarithmic axis that is below all of them, so that each has a length.</summary>
    private double Foot(ImmutableArray<double> numbers) =>
        Y.Scale == AxisScale.Log && numbers.All(number => number > 0 && double.IsFinite(number))
            ? Math.Pow(10, Math.Ceiling(Math.Log10(numbers.Min())) - 1)
            : 0;

    private JsonObject Group()
    {
        return new()
        {
            ["field"] = "category",
            ["type"] = "nominal",
            ["title"] = Categories.Length > 0 ? Categories : null,
            ["sort"] = Channel.Texts(Groups),
            ["axis"] = Labels.Axis(),
            ["scale"] = new JsonObject { ["paddingInner"] = Series.Length > 1 ? 0.22 : 0.45, ["paddingOuter"] = 0.15 },
        };
    }

    private static JsonObject Row(string series, PlotBar bar)
    {
        var row = new JsonObject
        {
            ["series"] = series,
            ["category"] = bar.Category,
            ["y"] = bar.Value,
        };
        PointRows.AddSpread(row, bar.Spread);
        return row;
    }
}
