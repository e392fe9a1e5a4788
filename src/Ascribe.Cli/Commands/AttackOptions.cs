using System.CommandLine;
using Ascribe.Attacks;
using Ascribe.Cli.Inputs;

namespace Ascribe.Cli.Commands;

/// <summary>What <c>ascribe attack</c> takes.</summary>
internal sealed record AttackOptions
{
    private const string Single = "fgsm";
    private const string Iterative = "iterative";
    private const string Descent = "pgd";

    public Argument<string> Model { get; } = CommonOptions.Model();
    public Option<string?> Card { get; } = CommonOptions.Card();
    public Option<bool> StraightThrough { get; } = CommonOptions.StraightThrough();
    public Option<int> Seed { get; } = CommonOptions.Seed();

    public Option<string> Images { get; } =
        new("--images")
        {
            Description =
                "A folder of pictures, or a table with a column 'path' or 'file' and perhaps a column 'label': the class of the picture, by index or name, instead of what the model decides.",
            HelpName = "DIR|CSV",
            Required = true,
        };

    public Option<string?> Folder { get; } = CommonOptions.Folder();

    public Option<string[]> TargetClasses { get; } =
        new("--target-classes")
        {
            Description =
                "Which class the model is to decide for: next (the one behind the picture's own), random (any other), classes by index or label, taken in turn, or none: any but the picture's own.",
            HelpName = "CLASS[,…]|next|random|none",
            DefaultValueFactory = _ => ["next"],
        };

    public Option<string> Attack { get; } =
        new Option<string>("--attack", "-a")
        {
            Description =
                "How: iterative (small steps towards a class), fgsm (one step of length ε), pgd (steps from a random place).",
            DefaultValueFactory = _ => Iterative,
        }.AcceptOnlyFromAmong(Iterative, Single, Descent);

    public Option<double?> Epsilon { get; } =
        Fraction.Option("--epsilon", "How far a pixel may move, as a share of its range. [default: 8/255]");

    public Option<double?> Step { get; } =
        Fraction.Option("--step", "How far a step goes, in the same unit. [default: 1/255; 2/255 for pgd]");

    public Option<int?> Iterations { get; } =
        new Option<int?>("--iterations")
        {
            Description = "Steps. [default: 10; 20 for pgd]",
            HelpName = "N",
        }.AtLeastOne();

    public Option<bool> StopAtSuccess { get; } =
        new("--stop-at-success")
        {
            Description = "Rest as soon as the model decides as wanted; rounding to 8 bits may undo that.",
        };

    public Option<int?> Limit { get; } = CommonOptions.Limit();

    public Option<string> Output { get; } =
        new("--output", "-o")
        {
            Description = "The folder to write the attacked pictures and their table attack.csv to.",
            HelpName = "DIR",
            Required = true,
        };

    /// <summary>Adds everything to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(Model);
        Option[] all =
        [
            Images,
            Folder,
            TargetClasses,
            Attack,
            Epsilon,
            Step,
            Iterations,
            StopAtSuccess,
            Limit,
            Output,
            Card,
            StraightThrough,
            Seed,
        ];
        foreach (var option in all)
            command.Options.Add(option);
    }

    /// <summary>The attack that is asked for.</summary>
    /// <exception cref="UsageException">An option has no meaning for it.</exception>
    public Attack Make(ParseResult parsed)
    {
        var (step, iterations) = (parsed.GetValue(Step), parsed.GetValue(Iterations));
        var name = parsed.GetValue(Attack);
        if (name == Single && (step is not null || iterations is not null))
            throw new UsageException("fgsm takes one step of length ε; --step and --iterations mean nothing to it.");
        var (slow, random) = (new IterativeTargeted(), new ProjectedGradientDescent());
        Attack attack = name switch
        {
            Single => new FastGradientSign(),
            Descent => random with { Step = step ?? random.Step, Iterations = iterations ?? random.Iterations },
            _ => slow with { Step = step ?? slow.Step, Iterations = iterations ?? slow.Iterations },
        };
        return attack with
        {
            Epsilon = parsed.GetValue(Epsilon) ?? attack.Epsilon,
            StopAtSuccess = parsed.GetValue(StopAtSuccess),
        };
    }
}
