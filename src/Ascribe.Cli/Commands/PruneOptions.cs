using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;

namespace Ascribe.Cli.Commands;

/// <summary>What <c>ascribe prune</c> takes.</summary>
internal sealed record PruneOptions
{
    /// <summary>Channels by what they contribute to the classes.</summary>
    public const string Attribution = "attribution";

    /// <summary>Channels by the size of their weights.</summary>
    public const string Magnitude = "magnitude";

    /// <summary>Channels by chance.</summary>
    public const string Random = "random";

    public Argument<string> Model { get; } = CommonOptions.Model();
    public Option<string?> Card { get; } = CommonOptions.Card();
    public Option<string> Method { get; } = CommonOptions.Method();
    public Option<string?> Baseline { get; } = CommonOptions.Baseline();
    public Option<string[]> Layers { get; } = CommonOptions.Layers();
    public Option<int> Seed { get; } = CommonOptions.Seed();
    public Option<bool> Json { get; } = CommonOptions.Json();

    public Option<string> Images { get; } =
        new("--images")
        {
            Description =
                $"A folder with a folder of pictures for each class, a table with the columns 'file' (or 'path') and 'label', or {LabeledPictures.FashionMnist}.",
            HelpName = $"DIR|CSV|{LabeledPictures.FashionMnist}",
            Required = true,
        };

    public Option<string?> Test { get; } =
        new("--test")
        {
            Description = "Pictures to measure on, given like --images, instead of some that are held back from those.",
            HelpName = "DIR|CSV",
        };

    public Option<string?> Folder { get; } = CommonOptions.Folder();

    public Option<string[]> Target { get; } =
        new("--target", "-t")
        {
            Description =
                "The classes that the small model has to tell, by index or name, with commas between them. One alone is told from the rest.",
            HelpName = "CLASS,CLASS",
            Required = true,
        };

    public Option<bool> Rest { get; } =
        new("--rest")
        {
            Description =
                "Tell the classes from all others together, too: the small model has a score more, that of the rest.",
        };

    public Option<string> Scoring { get; } =
        new Option<string>("--scoring")
        {
            Description =
                $"Which channels go first: those of the least {Attribution}, of the least {Magnitude}, or at {Random}.",
            HelpName = $"{Attribution}|{Magnitude}|{Random}",
            DefaultValueFactory = _ => Attribution,
        }.AcceptOnlyFromAmong(Attribution, Magnitude, Random);

    public Option<string> Rates { get; } =
        new("--rates")
        {
            Description =
                "The share of channels that each layer loses: one for all, auto:BUDGET to let the share of errors grow by so much before fine-tuning, or a table with the columns layer and rate.",
            HelpName = "0.5|auto:0.02|CSV",
            DefaultValueFactory = _ => "0.5",
        };

    public Option<int> FineTune { get; } =
        new("--finetune")
        {
            Description =
                "Passes over the pictures to train what is left, the first layers being left alone; 0 for none.",
            HelpName = "EPOCHS",
            DefaultValueFactory = _ => 0,
        };

    public Option<double> Rate { get; } =
        new Option<double>("--learning-rate")
        {
            Description = "The length of the first steps of fine-tuning; it falls to 0.",
            HelpName = "RATE",
            DefaultValueFactory = _ => 1e-3,
        }.AboveZero();

    public Option<string?> Freeze { get; } =
        new("--freeze")
        {
            Description =
                "The value up to which fine-tuning leaves everything alone. [default: the first half of the layers]",
            HelpName = "NAME",
        };

    public Option<double> HoldOut { get; } =
        new("--hold-out")
        {
            Description = "The share of the pictures of each class to measure on, chosen by seed.",
            HelpName = "SHARE",
            DefaultValueFactory = _ => 0.3,
        };

    public Option<int> PerClass { get; } =
        new Option<int>("--per-class")
        {
            Description = "How many pictures of each class channels are scored by.",
            HelpName = "N",
            DefaultValueFactory = _ => 50,
        }.AtLeastOne();

    public Option<int?> Limit { get; } = CommonOptions.Limit();

    public Option<bool> Alone { get; } =
        new("--alone") { Description = "Leave out what is pruned by the other scorings at the same rates." };

    public Option<string?> Html { get; } =
        new("--html") { Description = "A page with the result.", HelpName = "FILE.html" };

    public Option<string> Output { get; } =
        new("--output", "-o")
        {
            Description = "The small model; where the model has a card, one is written beside it.",
            HelpName = "SMALL.onnx",
            Required = true,
        };

    /// <summary>Adds everything to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        Option[] first =
        [
            Images,
            Test,
            Folder,
            Target,
            Rest,
            Method,
            Baseline,
            Scoring,
            Layers,
            Rates,
            FineTune,
            Rate,
            Freeze,
            HoldOut,
            PerClass,
            Limit,
            Alone,
            Output,
            Json,
            Html,
        ];
        foreach (var option in first.Concat(MethodOptions.All).Concat([Card, Seed]))
            command.Options.Add(option);
    }
}
