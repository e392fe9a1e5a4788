using System.CommandLine;
using System.Diagnostics;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Results;
using Ascribe.Cli.Terminal;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe explain</c>: from files to an explanation in files.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new Options();
        var command = new Command(
            "explain",
            "Attribute a prediction to inputs or to a layer, and write numbers, pictures or a page."
        );
        options.Question.AddTo(
            command,
            [options.Layer, options.Method, options.Baseline, options.Output, .. MethodOptions.All, options.Json]
        );
        command.SetAction((parsed, cancellation) => Task.FromResult(Explain(options, parsed, cancellation)));
        return command;
    }

    private static int Explain(Options options, ParseResult parsed, CancellationToken cancellation)
    {
        var spec = MethodSpec.Parse(parsed.GetValue(options.Method)!);
        var baseline = parsed.GetValue(options.Baseline);
        MethodSpec.Check(parsed, baseline is null ? [] : [baseline], spec);
        if (baseline is not null && !spec.HasBaseline)
            throw new UsageException($"--baseline means nothing to {spec.Name}, which compares with none.");
        var outputs = (parsed.GetValue(options.Output) ?? []).Select(OutputFile.Parse).ToArray();
        using var asked = options.Question.Ask(parsed);
        var question = asked
            .Baselines(parsed.GetValue(MethodOptions.References))
            .Read(baseline)
            .Of(asked.Question with { Features = [.. parsed.GetValue(options.Layer) ?? []] });
        var (method, about) = spec.For(new MethodSettings(parsed, asked.Network, asked.Card, question));
        var execution = options.Question.Execution(parsed);
        var clock = Stopwatch.StartNew();
        var attribution = Watched.Run(
            $"explaining {Path.GetFileName(asked.Path)}",
            progress => method.Explain(asked.Network, about, execution with { Progress = progress }, cancellation)
        );
        var explanation = asked.Describe(attribution);
        foreach (var output in outputs)
            output.Write(explanation);
        Report.Write(explanation, clock.Elapsed, outputs, parsed.GetValue(options.Json));
        return ExitCode.Success;
    }

    /// <summary>What the command takes.</summary>
    private sealed record Options
    {
        public QuestionOptions Question { get; } = new();
        public Option<string[]> Layer { get; } = CommonOptions.Layer();
        public Option<string> Method { get; } = CommonOptions.Method();
        public Option<string?> Baseline { get; } = CommonOptions.Baseline();
        public Option<bool> Json { get; } = CommonOptions.Json();

        public Option<string[]> Output { get; } =
            new("--output", "-o")
            {
                Description =
                    "Where to write: .npz (arrays), .json (everything), .csv (a contribution a row), .png (pictures) or .html (a page). Repeatable.",
                HelpName = "FILE",
            };
    }
}
