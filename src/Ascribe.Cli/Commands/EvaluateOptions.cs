using System.CommandLine;
using Ascribe.Cli.Methods;
using Ascribe.Cli.Scores;

namespace Ascribe.Cli.Commands;

/// <summary>What <c>ascribe evaluate</c> takes.</summary>
internal sealed record EvaluateOptions
{
    public Argument<string> Model { get; } = CommonOptions.Model();
    public Option<string> Target { get; } = CommonOptions.Target();
    public Option<string?> Card { get; } = CommonOptions.Card();
    public Option<bool> StraightThrough { get; } = CommonOptions.StraightThrough();
    public Option<int> Seed { get; } = CommonOptions.Seed();
    public Option<int?> MicroBatch { get; } = CommonOptions.MicroBatch().AtLeastOne();

    public Option<string> Images { get; } =
        new("--images")
        {
            Description =
                "A folder of pictures, or a table with a column 'path' or 'file' and perhaps a column 'label': the index or the name of the class that is explained instead of --target.",
            HelpName = "DIR|CSV",
            Required = true,
        };

    public Option<string?> Folder { get; } = CommonOptions.Folder();

    public Option<string[]> Methods { get; } = CommonOptions.Methods();

    public Option<string[]> Baselines { get; } = CommonOptions.Baselines();

    public Option<string[]> Layers { get; } = CommonOptions.Layers();

    public Option<string[]> Scores { get; } =
        new("--scores")
        {
            Description =
                $"By what to judge, with commas between them: {string.Join(", ", ScoreSpec.All.Select(Form))}. A setting is written behind its score, such as iaccuracy:patch=4.",
            HelpName = "s,t,u",
            DefaultValueFactory = _ => ["deletion", "insertion"],
        };

    public Option<string> Replacement { get; } =
        new("--replacement")
        {
            Description =
                "What takes the place of what a score takes away: a baseline, the same for all that is judged, or own for each one's own.",
            HelpName = "BASELINE|own",
            DefaultValueFactory = _ => "zero",
        };

    public Option<int?> Limit { get; } =
        new Option<int?>("--limit")
        {
            Description = "How many pictures to take, the first ones; more may be taken later.",
            HelpName = "N",
        }.AtLeastOne();

    public Option<string> Output { get; } =
        new("--output", "-o")
        {
            Description =
                "The folder to keep scores in as they come, and to write the summary to. The same command goes on where it was interrupted.",
            HelpName = "DIR",
            Required = true,
        };

    public Option<bool> Restart { get; } =
        new("--restart") { Description = "Throw away what the folder holds of an earlier evaluation." };

    /// <summary>Adds everything to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        Option[] first =
        [
            Images,
            Folder,
            Target,
            Methods,
            Baselines,
            Layers,
            Scores,
            Replacement,
            Limit,
            Output,
            Restart,
        ];
        foreach (var option in first.Concat(MethodOptions.All).Concat([Card, StraightThrough, Seed, MicroBatch]))
            command.Options.Add(option);
    }

    private static string Form(ScoreSpec spec) =>
        spec.Takes.IsEmpty ? spec.Name : $"{spec.Name} ({string.Join(", ", spec.Takes)})";
}
