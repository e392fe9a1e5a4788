using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Ascribe.Autodiff;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Results;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging.Comparisons;
using Ascribe.Onnx;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe compare</c>: methods, baselines and layers side by side.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var options = new Options();
        var command = new Command(
            "compare",
            "Explain with several methods, baselines and layers, and set the answers side by side."
        );
        options.Question.AddTo(
            command,
            [
                options.Methods,
                options.Baselines,
                options.Layers,
                options.SameScale,
                options.Output,
                .. MethodOptions.All,
            ]
        );
        command.SetAction((parsed, cancellation) => Task.FromResult(Compare(options, parsed, cancellation)));
        return command;
    }

    private static int Compare(Options options, ParseResult parsed, CancellationToken cancellation)
    {
        ImmutableArray<MethodSpec> methods = [.. parsed.Names(options.Methods).Select(MethodSpec.Parse)];
        MethodSpec.Check(parsed, parsed.Names(options.Baselines), methods);
        var outputs = (parsed.GetValue(options.Output) ?? []).Select(ComparisonFile.Parse).ToArray();
        using var asked = options.Question.Ask(parsed);
        var reader = asked.Baselines(parsed.GetValue(MethodOptions.References));
        NamedBaseline[] baselines = [.. parsed.Names(options.Baselines).Select(reader.Read)];
        var layers = parsed.Names(options.Layers);
        var cells = Cells(methods, baselines, layers.Length > 0 ? layers : [""]).ToArray();
        var execution = options.Question.Execution(parsed);
        var found = new FoundBaselines(asked.Network, execution, cancellation);
        var compared = ImmutableArray.CreateBuilder<ComparedExplanation>();
        List<string> names = [];
        foreach (var (number, cell) in cells.Index())
        {
            try
            {
                compared.Add(Explain(cell, $"{cell.Name}, {number + 1} of {cells.Length}"));
                names.Add(cell.Name);
            }
            catch (Exception e) when (cells.Length > 1 && e is ModelException or NotDifferentiableException)
            {
                // One that cannot be is no reason to lose the others.
                Screen.Remark($"left out: {cell.Name}: {e.Message}");
            }
        }
        if (compared.Count == 0)
            throw new ModelException("nothing is left to compare.");
        var comparison = new Comparison(compared.ToImmutable()) { OnOneScale = parsed.GetValue(options.SameScale) };
        foreach (var output in outputs)
            output.Write(comparison);
        ComparisonTable.Write(comparison);
        foreach (var output in outputs)
            Console.Out.WriteLine($"wrote {output.Path}");
        foreach (var (number, cell) in compared.Index())
            Report.Warn(cell.Explanation, names[number]);
        return ExitCode.Success;

        ComparedExplanation Explain(Cell cell, string title)
        {
            var question = asked.Question with { Features = cell.Layer.Length > 0 ? [cell.Layer] : [] };
            var (method, about) = cell.Method.For(new MethodSettings(parsed, asked.Network, asked.Card, question));
            var clock = Stopwatch.StartNew();
            var attribution = Watched.Run(
                title,
                progress =>
                    method.Explain(
                        asked.Network,
                        found.Of(about, cell.Baseline),
                        execution with
                        {
                            Progress = progress,
                        },
                        cancellation
                    )
            );
            return new(
                cell.Method.Name,
                cell.Baseline?.Name ?? "",
                cell.Layer,
                asked.Describe(attribution),
                clock.Elapsed.TotalSeconds
            );
        }
    }

    /// <summary>Every method at every layer against every baseline; once, where it compares with none.</summary>
    private static IEnumerable<Cell> Cells(
        ImmutableArray<MethodSpec> methods,
        NamedBaseline[] baselines,
        string[] layers
    ) =>
        from layer in layers
        from method in methods
        from baseline in method.HasBaseline ? baselines : new NamedBaseline?[] { null }
        select new Cell(layer, method, baseline);

    /// <summary>One explanation to be made.</summary>
    /// <param name="Layer">The layer; empty for the inputs.</param>
    /// <param name="Method">The method.</param>
    /// <param name="Baseline">The baseline; null where the method compares with none.</param>
    private sealed record Cell(string Layer, MethodSpec Method, NamedBaseline? Baseline)
    {
        /// <summary>What it is called in messages.</summary>
        public string Name =>
            string.Join(
                " ",
                new[]
                {
                    Method.Name,
                    Layer.Length > 0 ? $"at {Layer}" : null,
                    Baseline is null ? null : $"against {Baseline.Name}",
                }.OfType<string>()
            );
    }

    /// <summary>What the command takes.</summary>
    private sealed record Options
    {
        public QuestionOptions Question { get; } = new();

        public Option<string[]> Methods { get; } = CommonOptions.Methods();

        public Option<string[]> Baselines { get; } = CommonOptions.Baselines();

        public Option<string[]> Layers { get; } = CommonOptions.Layers();

        public Option<bool> SameScale { get; } =
            new("--same-scale")
            {
                Description =
                    "Draw all heatmaps of an example in one scale instead of one each; for methods in the same units.",
            };

        public Option<string[]> Output { get; } =
            new("--output", "-o")
            {
                Description =
                    "Where to write: .png (a grid for each example), .html (a page) or .csv (the numbers). Repeatable.",
                HelpName = "FILE",
            };
    }
}
