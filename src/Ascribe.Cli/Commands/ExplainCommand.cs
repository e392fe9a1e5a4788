using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Results;
using Ascribe.Cli.Terminal;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Texts;

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
        )
        {
            options.Model,
            options.Input,
            options.Text,
            options.Target,
            options.Layer,
            options.Baseline,
            options.Output,
            options.Card,
            options.StraightThrough,
            options.Seed,
            options.MicroBatch,
            options.Json,
        };
        foreach (var option in options.Method.All)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(Explain(options, parsed, cancellation)));
        return command;
    }

    private static int Explain(Options options, ParseResult parsed, CancellationToken cancellation)
    {
        var spec = options.Method.Spec(parsed);
        var outputs = (parsed.GetValue(options.Output) ?? []).Select(OutputFile.Parse).ToArray();
        var path = parsed.GetValue(options.Model)!;
        using var network = Network.Load(
            path,
            new NetworkOptions { StraightThrough = parsed.GetValue(options.StraightThrough) }
        );
        var card = CardCatalog.Find(path, parsed.GetValue(options.Card));
        var examples = parsed.Examples(options.Input, options.Text, new ExampleReader(network, card));
        var target = TargetSpec.Parse(parsed.GetValue(options.Target)!, network, card);
        var baseline = BaselineSpec.Parse(parsed.GetValue(options.Baseline), network, card, examples);
        var question = new Question(examples.Tensors)
        {
            Target = target,
            Features = [.. parsed.GetValue(options.Layer) ?? []],
            Baseline = baseline.Baseline,
            Baselines = baseline.ByFeature,
        };
        var method = spec.Make(options.Method.Read(parsed, spec, network, card, question));
        var execution = new Execution
        {
            Seed = parsed.GetValue(options.Seed),
            MicroBatch = parsed.GetValue(options.MicroBatch),
        };
        var clock = Stopwatch.StartNew();
        var attribution = Watched.Run(
            $"explaining {Path.GetFileName(path)}",
            progress => method.Explain(network, question, execution with { Progress = progress }, cancellation)
        );
        var explanation = Describe(path, card, network, question, examples, attribution);
        foreach (var output in outputs)
            output.Write(explanation);
        Report.Write(explanation, spec, clock.Elapsed, outputs, parsed.GetValue(options.Json));
        return ExitCode.Success;
    }

    private static Explanation Describe(
        string path,
        ModelCard? card,
        Network network,
        Question question,
        Examples examples,
        Attribution attribution
    ) =>
        new()
        {
            Model = card?.Name ?? Path.GetFileName(path),
            Attribution = attribution,
            Labels = TargetSpec.Labels(network, card, question.Target),
            Pictures = examples.Pictures,
            Examples = examples.Names,
            Columns = examples.Columns,
            Tokens = examples.Text is { } text
                ? Tokens(text.Texts, attribution)
                : ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>>.Empty,
        };

    /// <summary>The tokens of every feature that has one row for each of them.</summary>
    private static ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> Tokens(
        TokenizedTexts texts,
        Attribution attribution
    ) =>
        attribution
            .Values.Where(v => v.Value.Rank == 3 && v.Value.Shape[1] == texts.Ids.Shape[1])
            .ToImmutableDictionary(v => v.Key, _ => texts.Tokens, StringComparer.Ordinal);

    /// <summary>What the command takes.</summary>
    private sealed record Options
    {
        public MethodOptions Method { get; } = new();
        public Argument<string> Model { get; } = CommonOptions.Model();
        public Option<string[]> Input { get; } = CommonOptions.Input();
        public Option<string[]> Text { get; } = CommonOptions.Text();
        public Option<string> Target { get; } = CommonOptions.Target();
        public Option<string[]> Layer { get; } = CommonOptions.Layer();
        public Option<string?> Card { get; } = CommonOptions.Card();
        public Option<bool> StraightThrough { get; } = CommonOptions.StraightThrough();
        public Option<int> Seed { get; } = CommonOptions.Seed();
        public Option<int?> MicroBatch { get; } = CommonOptions.MicroBatch().AtLeastOne();
        public Option<bool> Json { get; } = CommonOptions.Json();

        public Option<string?> Baseline { get; } =
            new("--baseline", "-b")
            {
                Description =
                    "What stands for absence, in the space of what is explained: zero, a number, a .npy, .npz or .csv file; token:TOKEN in place of every token of a text; input:SPEC at a layer takes the layer's value at that input baseline. [default: zero; for a text, token:[PAD]]",
                HelpName = "zero|VALUE|FILE|token:TOKEN|input:SPEC",
            };

        public Option<string[]> Output { get; } =
            new("--output", "-o")
            {
                Description =
                    "Where to write: .npz (arrays), .json (everything), .csv (a contribution a row), .png (pictures) or .html (a page). Repeatable.",
                HelpName = "FILE",
            };
    }
}
