using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Repair;

namespace Ascribe.Cli.Commands;

/// <summary>What <c>ascribe repair</c> takes.</summary>
internal sealed record RepairOptions
{
    public Argument<string> Model { get; } = CommonOptions.Model();
    public Option<string> Method { get; } = CommonOptions.Method();
    public Option<string?> Card { get; } = CommonOptions.Card();
    public Option<bool> StraightThrough { get; } = CommonOptions.StraightThrough();
    public Option<int> Seed { get; } = CommonOptions.Seed();

    public Option<string> Adversarial { get; } =
        new("--adversarial")
        {
            Description = "The folder that ascribe attack wrote: attacked pictures and attack.csv.",
            HelpName = "DIR",
            Required = true,
        };

    public Option<string> Original { get; } =
        new("--original")
        {
            Description =
                "The folder of the pictures before the attack; those of one name, whatever the ending, belong together.",
            HelpName = "DIR",
            Required = true,
        };

    public Option<string> Layer { get; } =
        new("--layer", "-l")
        {
            Description = "The value whose units are ranked and silenced, by its name (see inspect).",
            HelpName = "NAME",
            Required = true,
        };

    public Option<string> Baseline { get; } =
        new("--baseline", "-b")
        {
            Description = "What stands for absence at the layer, as --baseline of explain takes it.",
            HelpName = "BASELINE",
            DefaultValueFactory = _ => "qa",
        };

    public Option<LayerUnit> Unit { get; } =
        new("--unit")
        {
            Description = "What falls silent at once: neuron (one element) or channel (all positions of one).",
            DefaultValueFactory = _ => LayerUnit.Neuron,
        };

    public Option<string[]> Shares { get; } =
        new("--shares")
        {
            Description =
                $"The shares of units that fall silent, with commas between them. [default: {string.Join(',', RepairCurve.UsualShares.Select(s => FormattableString.Invariant($"{100 * s:G3}%")))}]",
            HelpName = "0,1%,…",
        };

    public Option<int> Top { get; } =
        new Option<int>("--top")
        {
            Description = "Among how many classes of the largest scores a label has to be.",
            HelpName = "K",
            DefaultValueFactory = _ => 5,
        }.AtLeastOne();

    public Option<int> Controls { get; } =
        new Option<int>("--controls")
        {
            Description = "How many random orders to set beside.",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        }.AtLeastOne();

    public Option<bool> Halves { get; } =
        new("--halves")
        {
            Description =
                "Find units on every other pair and silence them at the others, so that pictures do not vouch for themselves.",
        };

    public Option<double?> Share { get; } =
        Fraction.Option("--share", "The share that is silent in the model that is written, such as 1%.");

    public Option<string[]> Output { get; } =
        new("--output", "-o")
        {
            Description =
                "Where to write: .onnx (the repaired model, with --share), .csv (all numbers), .html (a page), .png or .svg (the curves). Repeatable.",
            HelpName = "FILE",
        };

    /// <summary>Adds everything to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        Option[] first =
        [
            Adversarial,
            Original,
            Layer,
            Unit,
            Baseline,
            Method,
            Shares,
            Top,
            Controls,
            Halves,
            Share,
            Output,
        ];
        foreach (var option in first.Concat(MethodOptions.All).Concat([Card, StraightThrough, Seed]))
            command.Options.Add(option);
    }
}
