using System.CommandLine;
using Ascribe.Autodiff;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Results;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Evaluation;
using Ascribe.Onnx;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe baselines</c>: what each baseline makes of a question.</summary>
internal static class BaselinesCommand
{
    /// <summary>All that need no data of their own, and those that need references.</summary>
    private static readonly string[] Usual =
    [
        "zero",
        "mean",
        "random",
        "blur",
        "uniform",
        "gaussian",
        "max-distance",
        "surrounding",
        "neutral",
        "opt",
        "qa",
    ];

    public static Command Create()
    {
        var options = new Options();
        var command = new Command(
            "baselines",
            "Compare baselines: the target there, how much of the example they keep, and what they cost."
        );
        options.Question.AddTo(
            command,
            options.Layer,
            options.Baselines,
            options.Draws,
            MethodOptions.References,
            options.Output,
            options.Json
        );
        command.SetAction((parsed, cancellation) => Task.FromResult(Compare(options, parsed, cancellation)));
        return command;
    }

    private static int Compare(Options options, ParseResult parsed, CancellationToken cancellation)
    {
        var outputs = (parsed.GetValue(options.Output) ?? []).Select(BaselineFile.Parse).ToArray();
        using var asked = options.Question.Ask(parsed);
        var reports = Reports(options, parsed, asked, cancellation);
        BaselineRow[] rows = [.. BaselineRow.Of(reports, asked.Examples)];
        foreach (var output in outputs)
            output.Write(reports, rows);
        BaselineTable.Write(rows, parsed.GetValue(options.Json));
        foreach (var output in outputs.Where(_ => !parsed.GetValue(options.Json)))
            Console.Out.WriteLine($"wrote {output.Path}");
        return ExitCode.Success;
    }

    private static List<NamedReport> Reports(
        Options options,
        ParseResult parsed,
        Asked asked,
        CancellationToken cancellation
    )
    {
        var references = parsed.GetValue(MethodOptions.References) ?? [];
        var reader = asked.Baselines(references);
        var named = parsed.Names(options.Baselines);
        NamedBaseline[] baselines = [.. (named.Length > 0 ? named : Usual.Where(Possible)).Select(reader.Read)];
        var question = asked.Question with { Features = [.. parsed.GetValue(options.Layer) ?? []] };
        var progress = new PassedOn();
        var execution = options.Question.Execution(parsed) with { Progress = progress };
        var about = BaselineReports.About(
            asked.Network,
            question,
            execution,
            parsed.GetValue(options.Draws),
            cancellation
        );
        var reports = new List<NamedReport>();
        foreach (var (number, baseline) in baselines.Index())
        {
            try
            {
                reports.Add(
                    new(baseline.Name, Report(baseline, $"{baseline.Name}, {number + 1} of {baselines.Length}"))
                );
            }
            catch (Exception e) when (named.Length == 0 && e is ModelException or NotDifferentiableException)
            {
                // What nobody asked for by name need not fit.
                Screen.Remark($"left out: {baseline.Name}: {e.Message}");
            }
        }
        return reports;

        bool Possible(string baseline) => references.Length > 0 || baseline is not ("mean" or "random");

        BaselineReport Report(NamedBaseline baseline, string title) =>
            Watched.Run(
                title,
                watching =>
                {
                    progress.To = watching;
                    return about.Of(baseline.Baseline, baseline.ByFeature);
                }
            );
    }

    /// <summary>Progress of one baseline after the other, each with a bar of its own.</summary>
    private sealed class PassedOn : IProgress<Progress>
    {
        /// <summary>Who is told; null for nobody.</summary>
        public IProgress<Progress>? To { get; set; }

        public void Report(Progress value) => To?.Report(value);
    }

    /// <summary>What the command takes.</summary>
    private sealed record Options
    {
        public QuestionOptions Question { get; } = new();
        public Option<string[]> Layer { get; } = CommonOptions.Layer();
        public Option<bool> Json { get; } = CommonOptions.Json();

        public Option<string[]> Baselines { get; } =
            new("--baselines")
            {
                Description =
                    $"Which, with commas between them, as --baseline of explain takes them. [default: {string.Join(',', Usual)}; mean and random where there are --references]",
                HelpName = "x,y,z",
            };

        public Option<int> Draws { get; } =
            new Option<int>("--draws")
            {
                Description = "Over how many draws random baselines are averaged, with standard deviations.",
                HelpName = "N",
                DefaultValueFactory = _ => 1,
            }.AtLeastOne();

        public Option<string[]> Output { get; } =
            new("--output", "-o")
            {
                Description =
                    "Where to write: .csv or .json (the table), or .npz, when a single baseline is asked for: its arrays, which --baseline FILE.npz takes back. Repeatable.",
                HelpName = "FILE",
            };
    }
}
