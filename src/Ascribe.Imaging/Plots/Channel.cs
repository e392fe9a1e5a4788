using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>Vega-Lite's encoding channels: which field of the data a mark takes its place, color and shape from.</summary>
internal static class Channel
{
    // Exponents are spelled with raised digits, since an SVG text has one size.
    private const string PowerOfTen =
        "'10' + replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace("
        + "format(round(log(datum.value) / LN10), 'd'), /[-−]/, '⁻'), /0/g, '⁰'), /1/g, '¹'), /2/g, '²'), /3/g, '³'), "
        + "/4/g, '⁴'), /5/g, '⁵'), /6/g, '⁶'), /7/g, '⁷'), /8/g, '⁸'), /9/g, '⁹')";

    /// <summary>What parts lines: a space, for screen readers, before what nobody writes. Vega's expressions bear no line feed.</summary>
    internal const string LineBreak = " \u200b";

    /// <summary>A place along a numeric axis.</summary>
    internal static JsonObject Place(string field, Axis axis, AxisDomain domain) =>
        new()
        {
            ["field"] = field,
            ["type"] = "quantitative",
            ["title"] = string.Join(LineBreak, Letters.Lines(axis.Title, axis.Room, 13)),
            ["scale"] = new JsonObject
            {
                ["type"] = axis.Scale == AxisScale.Log ? "log" : "linear",
                ["domain"] = new JsonArray(domain.Low, domain.High),
                ["nice"] = false,
                ["zero"] = false,
            },
            ["axis"] = axis.Scale == AxisScale.Log ? LogTicks(domain) : LinearTicks(),
        };

    /// <summary>A color for every series, and a legend where there are several.</summary>
    internal static JsonObject Color(ImmutableArray<string> names, int width) =>
        Appearance(names, [.. Palette.Colors.Select(color => $"{color}")], width);

    /// <summary>A shape for every series, in the same legend as the colors.</summary>
    internal static JsonObject Shape(ImmutableArray<string> names, int width) =>
        Appearance(names, Palette.Shapes, width);

    private static JsonObject LinearTicks() =>
        new()
        {
            ["tickCount"] = 6,
            ["gridColor"] = new JsonObject
            {
                ["condition"] = new JsonObject { ["test"] = "datum.value === 0", ["value"] = $"{Palette.Zero}" },
                ["value"] = $"{Palette.Grid}",
            },
        };

    private static JsonObject LogTicks(AxisDomain domain)
    {
        var ticks = domain.LogTicks();
        var axis = new JsonObject { ["values"] = new JsonArray([.. ticks.Select(tick => JsonValue.Create(tick))]) };
        var far = ticks.Any(tick => tick is < 1e-3 or >= 1e6);
        var powers = ticks.All(tick => Math.Abs(Math.Log10(tick) - Math.Round(Math.Log10(tick))) < 1e-9);
        axis[far && powers ? "labelExpr" : "format"] =
            far && powers ? PowerOfTen
            : far ? "~e"
            : ",~r";
        return axis;
    }

    private static JsonObject Appearance(ImmutableArray<string> names, ImmutableArray<string> looks, int width) =>
        new()
        {
            ["field"] = "series",
            ["type"] = "nominal",
            ["scale"] = new JsonObject
            {
                ["domain"] = Texts(names),
                ["range"] = Texts([.. names.Select((_, i) => looks[i % looks.Length])]),
            },
            ["legend"] = names.Length > 1 ? Legend(names, width) : null,
        };

    /// <summary>The pixels that the rows of a legend take beyond the first.</summary>
    internal static int LegendHeight(ImmutableArray<string> names, int width)
    {
        if (names.Length < 2)
            return 0;
        var (columns, lines) = LegendLayout(names, width);
        var rows = (names.Length + columns - 1) / columns;
        return rows * (lines.Max(line => line.Length) * 14 + 8) - 22;
    }

    private static JsonObject Legend(ImmutableArray<string> names, int width)
    {
        var (columns, lines) = LegendLayout(names, width);
        var legend = new JsonObject
        {
            ["title"] = null,
            ["orient"] = "bottom",
            ["columns"] = columns,
        };
        if (lines.Any(line => line.Length > 1))
            legend["labelExpr"] = Broken(names.Zip(lines));
        return legend;
    }

    private static (int Columns, ImmutableArray<ImmutableArray<string>> Lines) LegendLayout(
        ImmutableArray<string> names,
        int width
    )
    {
        // A symbol and the gap to the next column take 42 pixels.
        const int Symbol = 42;
        var room = width - 90;
        ImmutableArray<ImmutableArray<string>> lines = [.. names.Select(n => Letters.Lines(n, room - Symbol, 12))];
        var widths = lines.Select(line => Symbol + line.Max(l => Letters.Width(l, 12))).ToList();
        return (widths.Sum() <= room ? names.Length : Math.Max(1, (int)(room / widths.Max())), lines);
    }

    /// <summary>An expression of Vega that writes names in lines.</summary>
    internal static string Broken(IEnumerable<(string Name, ImmutableArray<string> Lines)> names) =>
        $"({new JsonObject(names.Select(n => KeyValuePair.Create(n.Name, (JsonNode?)string.Join(LineBreak, n.Lines)))).ToJsonString()})[datum.label]";

    internal static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => JsonValue.Create(text))]);
}
