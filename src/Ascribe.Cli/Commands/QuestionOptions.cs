using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Imaging.Cards;

namespace Ascribe.Cli.Commands;

/// <summary>The options that say what a model is asked, and how the work is done.</summary>
internal sealed record QuestionOptions
{
    private readonly Argument<string> model = CommonOptions.Model();
    private readonly Option<string[]> input = CommonOptions.Input();
    private readonly Option<string[]> text = CommonOptions.Text();
    private readonly Option<string[]> target = CommonOptions.Targets();
    private readonly Option<string?> card = CommonOptions.Card();
    private readonly Option<bool> straightThrough = CommonOptions.StraightThrough();
    private readonly Option<int> seed = CommonOptions.Seed();
    private readonly Option<int?> microBatch = CommonOptions.MicroBatch().AtLeastOne();

    /// <summary>Adds them to a command, with its own options between what is asked and how the work is done.</summary>
    public void AddTo(Command command, params IEnumerable<Option> own)
    {
        command.Arguments.Add(model);
        foreach (
            var option in new Option[] { input, text, target }
                .Concat(own)
                .Concat([card, straightThrough, seed, microBatch])
        )
            command.Options.Add(option);
    }

    /// <summary>Opens the model and reads the examples.</summary>
    /// <exception cref="UsageException">Nothing is given to ask about, or the target is not understood.</exception>
    /// <exception cref="Onnx.ModelException">A file is bad.</exception>
    public Asked Ask(ParseResult parsed)
    {
        var path = parsed.GetValue(model)!;
        var network = Network.Load(path, new NetworkOptions { StraightThrough = parsed.GetValue(straightThrough) });
        try
        {
            var found = CardCatalog.Find(path, parsed.GetValue(card));
            var examples = parsed.Examples(input, text, new ExampleReader(network, found));
            var question = new Question(examples.Tensors)
            {
                Target = TargetSpec.ParseAll(parsed.GetValue(target)!, network, found),
            };
            return new Asked(path, network, found, examples, question);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>How the work is done.</summary>
    public Execution Execution(ParseResult parsed) =>
        new() { Seed = parsed.GetValue(seed), MicroBatch = parsed.GetValue(microBatch) };
}
