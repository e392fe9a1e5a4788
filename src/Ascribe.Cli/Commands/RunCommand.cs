using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Ascribe.Arrays;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Terminal;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Spectre.Console;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe run</c>: the forward pass alone.</summary>
internal static class RunCommand
{
    private const int ShownValues = 8;

    public static Command Create()
    {
        var model = CommonOptions.Model();
        var input = CommonOptions.Input();
        var text = CommonOptions.Text();
        var card = CommonOptions.Card();
        var json = CommonOptions.Json();
        var top = new Option<int>("--top")
        {
            Description = "How many classes to show.",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        }.AtLeastOne();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write every output into a .npz file.",
            HelpName = "FILE",
        };
        var command = new Command("run", "Run a model forward and show its classes or outputs.")
        {
            model,
            input,
            text,
            card,
            top,
            output,
            json,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var path = parsed.GetValue(model)!;
                using var network = Network.Load(path);
                var found = CardCatalog.Find(path, parsed.GetValue(card));
                var examples = parsed.Examples(input, text, new ExampleReader(network, found));
                var results = network.Run(examples.Tensors, cancellation).ToArray();
                if (parsed.GetValue(output) is { } file)
                    // numpy knows float16, but not bfloat16.
                    Npz.Write(
                        file,
                        results.Select(r =>
                            r.Value.ElementType == ElementType.BFloat16
                                ? KeyValuePair.Create(r.Key, r.Value.Widened())
                                : r
                        )
                    );
                if (parsed.GetValue(json))
                    WriteJson(results, examples, found, parsed.GetValue(top));
                else
                    WriteText(results, examples, found, parsed.GetValue(top));
                return Task.FromResult(ExitCode.Success);
            }
        );
        return command;
    }

    private static void WriteText(KeyValuePair<string, Tensor>[] results, Examples examples, ModelCard? card, int top)
    {
        foreach (var (name, tensor) in results)
        {
            if (!IsClasses(name, tensor, card))
            {
                Console.Out.WriteLine($"{name}: {tensor} {Values(tensor)}");
                continue;
            }
            for (var example = 0; example < examples.Names.Length; example++)
            {
                Console.Out.WriteLine($"{examples.Names[example]}, {name}:");
                var table = new Table()
                    .Border(TableBorder.None)
                    .HideHeaders()
                    .AddColumn("")
                    .AddColumn("", c => c.RightAligned())
                    .AddColumn("");
                foreach (var (index, score) in Top(tensor, example, top))
                    table.AddRow(
                        "",
                        score.ToString("0.0000", CultureInfo.InvariantCulture),
                        Markup.Escape(Label(card, name, index))
                    );
                Screen.Out.Write(table);
            }
        }
    }

    private static void WriteJson(KeyValuePair<string, Tensor>[] results, Examples examples, ModelCard? card, int top)
    {
        var outputs = results.Select(r =>
            KeyValuePair.Create<string, JsonNode?>(
                r.Key,
                IsClasses(r.Key, r.Value, card) ? Classes(r) : ExplanationJson.Array(r.Value)
            )
        );
        Console.Out.WriteLine(new JsonObject(outputs).ToJsonString(JsonFormat.Indented));

        JsonArray Classes(KeyValuePair<string, Tensor> result) =>
            new([
                .. examples.Names.Select(
                    (name, example) =>
                        new JsonObject
                        {
                            ["example"] = name,
                            ["top"] = new JsonArray([
                                .. Top(result.Value, example, top).Select(c => Class(result.Key, c)),
                            ]),
                        }
                ),
            ]);

        JsonObject Class(string output, (int Index, double Score) c) =>
            new()
            {
                ["index"] = c.Index,
                ["label"] = Label(card, output, c.Index),
                ["score"] = c.Score,
            };
    }

    /// <summary>A row of scores per example, unless the card knows better.</summary>
    private static bool IsClasses(string output, Tensor tensor, ModelCard? card) =>
        tensor.Rank == 2
        && tensor.ElementType.IsFloating()
        && tensor.Shape[1] > 1
        && card?.Outputs.GetValueOrDefault(output)?.Scores != ScoreKind.Values;

    /// <summary>The values themselves, as many as fit on a line; --output has them all.</summary>
    private static string Values(Tensor tensor)
    {
        if (tensor.ElementType == ElementType.String)
            return string.Join(", ", tensor.Texts.Take(ShownValues));
        var shown = tensor
            .ToDoubles()
            .Take(ShownValues)
            .Select(v => v.ToString("0.####", CultureInfo.InvariantCulture));
        return string.Join(", ", shown) + (tensor.Length > ShownValues ? ", …" : "");
    }

    private static IEnumerable<(int Index, double Score)> Top(Tensor tensor, int example, int count) =>
        tensor
            .Rows(example, 1)
            .ToDoubles()
            .Select((score, index) => (index, score))
            .OrderByDescending(c => c.score)
            .Take(count);

    private static string Label(ModelCard? card, string output, int index) =>
        card?.Outputs.GetValueOrDefault(output)?.Labels is { } labels && index < labels.Length
            ? labels[index]
            : $"{output}[{index}]";
}
