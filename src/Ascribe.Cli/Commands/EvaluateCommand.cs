using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Results;
using Ascribe.Cli.Scores;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging.Cards;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe evaluate</c>: methods and baselines judged by scores over many pictures.</summary>
internal static class EvaluateCommand
{
    private const string OwnBaseline = "own";

    public static Command Create()
    {
        var options = new EvaluateOptions();
        var command = new Command(
            "evaluate",
            "Judge methods, baselines and layers by scores over many pictures; what was interrupted goes on."
        );
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Evaluate(options, parsed, cancellation)));
        return command;
    }

    private static int Evaluate(EvaluateOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        ImmutableArray<MethodSpec> methods = [.. parsed.Names(options.Methods).Select(MethodSpec.Parse)];
        MethodSpec.Check(parsed, parsed.Names(options.Baselines), methods);
        var scores = parsed.Names(options.Scores).Select(ScoreSpec.Parse).ToArray();
        var path = parsed.GetValue(options.Model)!;
        using var network = Network.Load(
            path,
            new NetworkOptions { StraightThrough = parsed.GetValue(options.StraightThrough) }
        );
        var card = CardCatalog.Find(path, parsed.GetValue(options.Card));
        var questions = Questions(options, parsed, network, card);
        var (first, question) = questions.First();
        var settings = new MethodSettings(parsed, network, card, question);
        var reader = new BaselineReader(network, card, first, settings.Get(MethodOptions.References) ?? []);
        var replacement = parsed.GetValue(options.Replacement)!;
        var plan = new EvaluationPlan(
            [.. Candidates(options, settings, methods, reader)],
            [.. scores.Select(s => Criterion(s.Criterion, s.Settings, replacement, settings, reader))]
        )
        {
            Settings = Settings(options, parsed),
        };
        var result = Watched.Run(
            $"evaluating {questions.Count} pictures",
            progress =>
                Evaluator.Run(
                    plan,
                    network,
                    questions.Examples,
                    How(options, parsed, questions, progress),
                    cancellation
                )
        );
        Write(result, parsed.GetValue(options.Output)!);
        return ExitCode.Success;
    }

    private static PictureQuestions Questions(
        EvaluateOptions options,
        ParseResult parsed,
        Network network,
        ModelCard? card
    )
    {
        var pictures = PictureList.Read(parsed.GetValue(options.Images)!, parsed.GetValue(options.Folder));
        var target = TargetSpec.Parse(parsed.GetValue(options.Target)!, network, card);
        return new(network, card, target, [.. pictures.Take(parsed.GetValue(options.Limit) ?? int.MaxValue)]);
    }

    private static EvaluationOptions How(
        EvaluateOptions options,
        ParseResult parsed,
        PictureQuestions questions,
        IProgress<Progress> progress
    ) =>
        new(parsed.GetValue(options.Output)!)
        {
            Restart = parsed.GetValue(options.Restart),
            Count = questions.Count,
            Remark = Screen.Remark,
            Execution = new()
            {
                Seed = parsed.GetValue(options.Seed),
                MicroBatch = parsed.GetValue(options.MicroBatch),
                Progress = progress,
            },
        };

    /// <summary>Every method at every layer against every baseline; once, where it compares with none.</summary>
    private static IEnumerable<Candidate> Candidates(
        EvaluateOptions options,
        MethodSettings settings,
        ImmutableArray<MethodSpec> methods,
        BaselineReader reader
    )
    {
        NamedBaseline[] baselines = [.. settings.Parsed.Names(options.Baselines).Select(reader.Read)];
        var layers = settings.Parsed.Names(options.Layers);
        foreach (var layer in layers.Length > 0 ? layers : [""])
        foreach (var spec in methods)
        {
            var question = settings.Question with { Features = layer.Length > 0 ? [layer] : [] };
            var (method, about) = spec.For(settings with { Question = question });
            var candidate = new Candidate(spec.Name, method) { Layer = layer, Features = about.Features };
            foreach (var one in spec.HasBaseline ? candidate.Against(baselines) : [candidate])
                yield return one;
        }
    }

    private static Criterion Criterion(
        Criterion criterion,
        ScoreSettings own,
        string replacement,
        MethodSettings settings,
        BaselineReader reader
    )
    {
        if (criterion is not ScoreCriterion score)
            return criterion;
        var replaced = own.Text(ScoreSpec.Replacement) ?? replacement;
        var players = own.Text(ScoreSpec.Players);
        return score with
        {
            Replacement = replaced == OwnBaseline ? null : reader.Read(replaced),
            Players = players is null
                ? null
                : question => PlayersSpec.Parse(players, null, settings.Network, settings.Card, question),
        };
    }

    /// <summary>What the numbers depend on besides methods, baselines, layers and scores.</summary>
    private static ImmutableSortedDictionary<string, string> Settings(EvaluateOptions options, ParseResult parsed)
    {
        var path = parsed.GetValue(options.Model)!;
        using var model = File.OpenRead(path);
        IEnumerable<Option> telling =
        [
            options.Images,
            options.Folder,
            options.Target,
            options.Card,
            options.StraightThrough,
        ];
        return telling
            .Concat(MethodOptions.All)
            .Select(option => (option.Name, Result: parsed.GetResult(option)))
            .Where(o => o.Result is { Implicit: false })
            .Select(o => (o.Name, Text: string.Join(' ', o.Result!.Tokens.Select(t => t.Value))))
            .Append(("model", Path.GetFileName(path)))
            .Append(("model, SHA-256", Convert.ToHexStringLower(SHA256.HashData(model))))
            .ToImmutableSortedDictionary(s => s.Item1, s => s.Item2, StringComparer.Ordinal);
    }

    private static void Write(EvaluationResult result, string folder)
    {
        var report = new EvaluationReport(result);
        EvaluationTable.Write(report.Tables);
        var page = report.Save(folder);
        Console.Out.WriteLine($"{result.Values.Length} pictures, {result.Skipped.Length} skipped");
        Console.Out.WriteLine($"wrote {page}");
    }
}
