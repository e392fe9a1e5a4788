using System.Text.Json.Nodes;
using Ascribe.Cli.Terminal;
using Spectre.Console;

namespace Ascribe.Cli.Results;

/// <summary>Baselines side by side, on the terminal or as JSON.</summary>
internal static class BaselineTable
{
    // Deviations stand beside what they are of.
    private const int ShownColumns = 9;

    public static void Write(IReadOnlyList<BaselineRow> rows, bool json)
    {
        if (json)
            Console.Out.WriteLine(Json(rows).ToJsonString(JsonFormat.Indented));
        else
            WriteText(rows);
    }

    public static JsonArray Json(IEnumerable<BaselineRow> rows) =>
        new([
            .. rows.Select(r => new JsonObject
            {
                ["example"] = r.Example,
                ["feature"] = r.Feature,
                ["baseline"] = r.Baseline,
                ["output"] = Number(r.Output),
                ["baseline_output"] = Number(r.BaselineOutput),
                ["spatial_mask"] = Number(r.SpatialMask),
                ["channel_mask"] = Number(r.ChannelMask),
                ["correlation"] = Number(r.Correlation),
                ["milliseconds"] = Number(r.Milliseconds),
                ["baseline_output_deviation"] = Number(r.OutputDeviation),
                ["correlation_deviation"] = Number(r.CorrelationDeviation),
            }),
        ]);

    private static void WriteText(IReadOnlyList<BaselineRow> rows)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded);
        foreach (var column in BaselineRow.Columns.Take(ShownColumns))
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        foreach (var row in rows)
            table.AddRow([.. row.Texts().Select(Markup.Escape)]);
        Screen.Out.Write(table);
        Console.Out.WriteLine(
            "f(Ā) near 0 stands for absence; masks and correlation near 1 keep the most of the example."
        );
    }

    private static JsonValue? Number(double? number) =>
        number is { } known && double.IsFinite(known) ? JsonValue.Create(known) : null;
}
