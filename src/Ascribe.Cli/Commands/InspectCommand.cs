using System.CommandLine;
using System.Text.Json.Nodes;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Terminal;
using Spectre.Console;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe inspect</c>: what is in a model and whether it can be explained.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = CommonOptions.Model();
        var shape = CommonOptions.Shape();
        var straightThrough = CommonOptions.StraightThrough();
        var json = CommonOptions.Json();
        var command = new Command(
            "inspect",
            "List inputs, outputs, layers, operators, parameters and memory of a model."
        )
        {
            model,
            shape,
            straightThrough,
            json,
        };
        command.SetAction(
            (parsed, _) =>
            {
                var path = parsed.GetValue(model)!;
                var inspection = Inspection.Of(
                    Onnx.Model.Load(path),
                    ShapeSpec.Parse(parsed.GetValue(shape) ?? []),
                    new NetworkOptions { StraightThrough = parsed.GetValue(straightThrough) }
                );
                if (parsed.GetValue(json))
                    Console.Out.WriteLine(Json(path, inspection).ToJsonString(JsonFormat.Indented));
                else
                    WriteText(path, inspection);
                return Task.FromResult(ExitCode.Success);
            }
        );
        return command;
    }

    private static string Runs(MemoryPlan plan)
    {
        var rows = plan.Rows == 1 ? "1 row" : $"{plan.Rows} rows";
        return plan.Workers == 1 ? $"1 run of {rows}" : $"{plan.Workers} runs side by side of {rows} each";
    }

    private static void WriteText(string path, Inspection inspection)
    {
        Console.Out.WriteLine($"{path}: opset {inspection.Opset}, made by {inspection.Producer}");
        foreach (var input in inspection.Inputs)
            Console.Out.WriteLine($"input   {input}");
        foreach (var output in inspection.Outputs)
            Console.Out.WriteLine($"output  {output}");
        foreach (var (name, shape) in inspection.Supposed)
            Console.Out.WriteLine(
                $"'{name}' leaves axes open; the shapes below hold for {name}={string.Join(',', shape)}, others with --shape."
            );
        foreach (var embedding in inspection.Embeddings)
            Console.Out.WriteLine($"'{embedding.Input}' is explained at its embedding '{embedding.Value}'.");
        var plan = inspection.Plan;
        Console.Out.WriteLine(
            $"{inspection.Parameters:N0} parameters; an example takes about {Megabytes(inspection.ForwardBytes)} forward"
                + (plan is null ? "" : $" and {Megabytes(plan.PerRow)} with its gradient")
        );
        if (plan is not null)
            Console.Out.WriteLine(
                $"explaining takes up to about {Megabytes(plan.Peak)}, however many points and examples: {Megabytes(plan.Fixed)} for the program and the weights, and {Runs(plan)}"
            );
        if (inspection.Precision is { } precision)
            Console.Out.WriteLine($"precision: {precision}");
        Console.Out.WriteLine();
        var layers = Rows("layer", "made by", "shape");
        foreach (var layer in inspection.Layers)
            layers.AddRow(Markup.Escape(layer.Name), layer.Op, Markup.Escape(layer.Shape));
        Screen.Out.Write(layers);
        Console.Out.WriteLine();
        var ops = Rows("operator", "count", "backward rule");
        foreach (var op in inspection.Operators)
            ops.AddRow(op.Op, $"{op.Count}", op.Rule);
        Screen.Out.Write(ops);
        foreach (var stop in inspection.Stops)
            Console.Out.WriteLine($"Nothing comes back through {stop.Op} ({stop.Count}×): {stop.Rule}.");
        Console.Out.WriteLine(
            inspection.WithoutRule.IsEmpty
                ? "Every operator between inputs and outputs has a backward rule."
                : $"Without a backward rule: {string.Join(", ", inspection.WithoutRule)}."
        );
    }

    private static JsonObject Json(string path, Inspection inspection) =>
        new()
        {
            ["model"] = path,
            ["opset"] = inspection.Opset,
            ["producer"] = inspection.Producer,
            ["inputs"] = Texts(inspection.Inputs),
            ["outputs"] = Texts(inspection.Outputs),
            ["precision"] = inspection.Precision,
            ["supposed_shapes"] = new JsonObject(
                inspection.Supposed.Select(s =>
                    KeyValuePair.Create<string, JsonNode?>(
                        s.Key,
                        new JsonArray([.. s.Value.Select(e => JsonValue.Create(e))])
                    )
                )
            ),
            ["embeddings"] = new JsonObject(
                inspection.Embeddings.Select(e => KeyValuePair.Create<string, JsonNode?>(e.Value, e.Input))
            ),
            ["parameters"] = inspection.Parameters,
            ["forward_bytes_per_example"] = inspection.ForwardBytes,
            ["gradient_bytes_per_example"] = inspection.Plan?.PerRow,
            ["explaining"] = inspection.Plan is { } plan
                ? new JsonObject
                {
                    ["peak_bytes"] = plan.Peak,
                    ["fixed_bytes"] = plan.Fixed,
                    ["rows_per_run"] = plan.Rows,
                    ["runs_side_by_side"] = plan.Workers,
                }
                : null,
            ["layers"] = new JsonArray([
                .. inspection.Layers.Select(l => new JsonObject
                {
                    ["name"] = l.Name,
                    ["op"] = l.Op,
                    ["shape"] = l.Shape,
                }),
            ]),
            ["operators"] = Counts(inspection.Operators, "rule"),
            ["stops"] = Counts(inspection.Stops, "reason"),
            ["without_rule"] = Texts(inspection.WithoutRule),
        };

    private static JsonArray Counts(IEnumerable<OperatorCount> counts, string what) =>
        new([
            .. counts.Select(c => new JsonObject
            {
                ["op"] = c.Op,
                ["count"] = c.Count,
                [what] = c.Rule,
            }),
        ]);

    private static JsonArray Texts<T>(IEnumerable<T> items) =>
        new([.. items.Select(i => JsonValue.Create(i!.ToString()))]);

    private static Table Rows(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        return table;
    }

    private static string Megabytes(long bytes) => $"{bytes / 1048576.0:0.0} MB";
}
