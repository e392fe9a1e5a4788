using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.FashionMnist;
using Ascribe.Imaging.Cards;
using Ascribe.Metrics;
using Ascribe.Training;

namespace Ascribe.Cli.Commands;

/// <summary><c>ascribe train</c>: small networks, from public pictures to an ONNX file with its card.</summary>
internal static class TrainCommand
{
    private const string FileName = "fashion-mnist.onnx";

    public static Command Create()
    {
        var options = new Options();
        var fashion = new Command("fashion-mnist", "Train a small convolutional network on ten kinds of clothing.")
        {
            options.Output,
            options.Data,
            options.Epochs,
            options.BatchRows,
            options.Rate,
            options.Filters,
            options.Widths,
            options.Limit,
            options.Checkpoint,
            options.Seed,
        };
        fashion.SetAction((parsed, cancellation) => Task.FromResult(Train(options, parsed, cancellation)));
        return new Command("train", "Train a small network, to have one to explain or to prune.") { fashion };
    }

    private static int Train(Options options, ParseResult parsed, CancellationToken cancellation)
    {
        var network = new FashionNetwork
        {
            Epochs = parsed.GetValue(options.Epochs),
            BatchRows = parsed.GetValue(options.BatchRows),
            LearningRate = parsed.GetValue(options.Rate),
            Filters = Widths(options.Filters, parsed),
            Widths = Widths(options.Widths, parsed),
            Checkpoint = parsed.GetValue(options.Checkpoint),
            Seed = parsed.GetValue(options.Seed),
        };
        var output = parsed.GetValue(options.Output)!;
        var path = output.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            ? output
            : Path.Combine(output, FileName);
        var pictures = FashionPictures.Read(FashionPictures.Folder(parsed.GetValue(options.Data)));
        var learnt = parsed.GetValue(options.Limit) is { } limit ? pictures.Training.First(limit) : pictures.Training;
        var clock = Stopwatch.StartNew();
        var result = Watched.Run(
            $"training on {learnt.Count} pictures",
            progress => network.Train(learnt, new TrainingSteps(progress), cancellation)
        );
        var test = ConfusionMatrix.Of(result.Model, pictures.Test, cancellation: cancellation);
        result.Model.Save(path);
        FashionNetwork.Card.Save(ModelCard.BesideModel(path));
        Print(result, test, clock.Elapsed);
        Console.Out.WriteLine($"wrote {path} and {ModelCard.BesideModel(path)}");
        return ExitCode.Success;
    }

    private static void Print(TrainingResult result, ConfusionMatrix test, TimeSpan time)
    {
        foreach (var (epoch, loss) in result.Losses.Index())
            Say($"epoch {epoch + 1}: loss {loss.Training:F4}");
        Say($"test accuracy: {100 * test.Accuracy:F2} % of {test.Total} pictures");
        using var process = Process.GetCurrentProcess();
        Say(
            $"time: {time.TotalSeconds:F0} s; processor time of the whole command: {process.TotalProcessorTime.TotalSeconds:F0} s"
        );
    }

    private static void Say(FormattableString line) =>
        Console.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static ImmutableArray<int> Widths(Option<string[]> option, ParseResult parsed) =>
        [
            .. parsed
                .Entries(option)
                .Select(text =>
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
                        ? width
                        : throw new UsageException($"{option.Name}: '{text}' is no whole number.")
                ),
        ];

    /// <summary>What the command takes.</summary>
    private sealed record Options
    {
        private static readonly FashionNetwork Usual = new();

        public Option<int> Seed { get; } = CommonOptions.Seed();

        public Option<string> Output { get; } =
            new("--output", "-o")
            {
                Description = $"The model to write, or the folder for {FileName}; its card is written beside it.",
                HelpName = "FILE.onnx|DIR",
                Required = true,
            };

        public Option<string?> Data { get; } =
            new("--data")
            {
                Description =
                    "The folder of the idx files, packed or not; by default $ASCRIBE_FASHION_MNIST, or that of Debian's dataset-fashion-mnist.",
                HelpName = "DIR",
            };

        public Option<int> Epochs { get; } =
            new Option<int>("--epochs")
            {
                Description = "Passes over the pictures.",
                HelpName = "N",
                DefaultValueFactory = _ => Usual.Epochs,
            }.AtLeastOne();

        public Option<int> BatchRows { get; } =
            new Option<int>("--batch")
            {
                Description = "Pictures in a step.",
                HelpName = "N",
                DefaultValueFactory = _ => Usual.BatchRows,
            }.AtLeastOne();

        public Option<double> Rate { get; } =
            new Option<double>("--learning-rate")
            {
                Description = "The length of the first steps; it falls to 0 along half a cosine.",
                HelpName = "RATE",
                DefaultValueFactory = _ => Usual.LearningRate,
            }.AboveZero();

        public Option<string[]> Filters { get; } =
            new("--filters")
            {
                Description = "The filters of each convolution, with commas between them.",
                HelpName = "n,m",
                DefaultValueFactory = _ => [string.Join(',', Usual.Filters)],
            };

        public Option<string[]> Widths { get; } =
            new("--widths")
            {
                Description = "The widths of the hidden dense layers.",
                HelpName = "n,m",
                DefaultValueFactory = _ => [string.Join(',', Usual.Widths)],
            };

        public Option<int?> Limit { get; } =
            new Option<int?>("--limit")
            {
                Description = "How many of the 60,000 pictures to learn from, the first ones.",
                HelpName = "N",
            }.AtLeastOne();

        public Option<string?> Checkpoint { get; } =
            new("--checkpoint")
            {
                Description =
                    "An .npz file that is written after each epoch; where it is there, training goes on from it.",
                HelpName = "FILE",
            };
    }
}
