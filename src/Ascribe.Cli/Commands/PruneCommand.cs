using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Results;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.Pruning;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe prune</c>: a smaller model for some of the classes.</summary>
internal static class PruneCommand
{
    public static Command Create()
    {
        var options = new PruneOptions();
        var command = new Command(
            "prune",
            "Make a smaller model that tells some classes, by removing the channels that contribute least to them."
        );
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Prune(options, parsed, cancellation)));
        return command;
    }

    private static int Prune(PruneOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var method = MethodSpec.Parse(parsed.GetValue(options.Method)!);
        MethodSpec.Check(parsed, parsed.GetValue(options.Baseline) is { } given ? [given] : [], method);
        var rates = RatesSpec.Parse(parsed.GetValue(options.Rates)!);
        var output = parsed.GetValue(options.Output)!;
        if (!output.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--output {output}: the ending has to be .onnx.");
        var path = parsed.GetValue(options.Model)!;
        var card = CardCatalog.Find(path, parsed.GetValue(options.Card));
        var task = PruneInputs.Task(options, parsed, path, card);
        var how = new Execution { Seed = parsed.GetValue(options.Seed) };
        using var pruner = new Pruner(task, Settings(options, parsed), how, cancellation);
        var scorings = Scorings(options, parsed, pruner, card, method).ToArray();
        var models = Watched.Run(
            $"pruning {Path.GetFileName(path)}",
            progress => Models(pruner, rates, scorings, how with { Progress = progress })
        );
        var result = new PruningResult(task, rates.Text, models);
        result.Small.Model.Save(output);
        if (card is not null)
            Card(card, task, result.Small.Model).Save(ModelCard.BesideModel(output));
        if (parsed.GetValue(options.Html) is { } page)
            result.ToPage(Path.GetFileName(path)).Save(page);
        Print(result, output, parsed.GetValue(options.Json));
        return ExitCode.Success;
    }

    private static PruningSettings Settings(PruneOptions options, ParseResult parsed)
    {
        var epochs = parsed.GetValue(options.FineTune);
        return new()
        {
            Layers = [.. parsed.Names(options.Layers)],
            FineTuning =
                epochs < 1
                    ? null
                    : new()
                    {
                        Epochs = epochs,
                        LearningRate = parsed.GetValue(options.Rate),
                        FrozenUpTo = parsed.GetValue(options.Freeze),
                    },
        };
    }

    /// <summary>What was asked for first, and what it is compared with.</summary>
    private static IEnumerable<(string Name, ChannelScoring Scoring)> Scorings(
        PruneOptions options,
        ParseResult parsed,
        Pruner pruner,
        ModelCard? card,
        MethodSpec method
    )
    {
        var asked = parsed.GetValue(options.Scoring)!;
        var shapes = pruner.Task.Fit.Inputs.ToImmutableDictionary(
            i => i.Key,
            i => i.Value.Shape.SetItem(0, 1),
            StringComparer.Ordinal
        );
        string[] names = [asked, PruneOptions.Magnitude, PruneOptions.Random];
        foreach (var name in parsed.GetValue(options.Alone) ? [asked] : names.Distinct(StringComparer.Ordinal))
            yield return name switch
            {
                PruneOptions.Magnitude => (name, new MagnitudeScoring { Shapes = shapes }),
                PruneOptions.Random => (name, new RandomScoring { Shapes = shapes }),
                _ => PruneInputs.Attribution(options, parsed, pruner, card, method),
            };
    }

    private static ImmutableArray<PrunedModel> Models(
        Pruner pruner,
        PruningRates rates,
        (string Name, ChannelScoring Scoring)[] scorings,
        Execution how
    )
    {
        var models = ImmutableArray.CreateBuilder<PrunedModel>();
        models.Add(pruner.Whole());
        ImmutableSortedDictionary<string, double>? found = null;
        foreach (var (i, (name, scoring)) in scorings.Index())
        {
            var scores = pruner.Score(scoring);
            // All lose as much of each layer as the first one does.
            found ??= rates.Find(pruner, scores);
            models.Add(pruner.Prune(name, scores, found, how.Part(i, scorings.Length)));
        }
        return models.ToImmutable();
    }

    private static ModelCard Card(ModelCard card, PruningTask task, Model small) =>
        card with
        {
            Name = $"{card.Name}, pruned: {string.Join("; ", task.Labels)}",
            Outputs = ImmutableSortedDictionary<string, OutputCard>.Empty.Add(
                ClassScores.Output(small),
                new()
                {
                    Labels = task.Labels,
                    Scores =
                        ClassScores.Of(small) == ClassScores.Output(small) ? ScoreKind.Logits : ScoreKind.Probabilities,
                }
            ),
        };

    private static void Print(PruningResult result, string output, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(PruningJson.Text(result));
            return;
        }
        EvaluationTable.Write([result.Table]);
        foreach (var (layer, channels) in result.Small.Kept)
            Console.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{layer}: {channels.Length} channels stay")
            );
        Console.Out.WriteLine($"wrote {output}");
    }
}
