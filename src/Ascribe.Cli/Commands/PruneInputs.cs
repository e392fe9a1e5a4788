using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Cli.Methods;
using Ascribe.Experiments.Pruning;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Cli.Commands;

/// <summary>What <c>ascribe prune</c> prunes, for what, and by which attribution.</summary>
internal static class PruneInputs
{
    private const int Batch = 32;

    /// <summary>The model with its head cut down, and its pictures.</summary>
    public static PruningTask Task(PruneOptions options, ParseResult parsed, string path, ModelCard? card)
    {
        using var network = Network.Load(path);
        var labels = Labels(network.Model, card);
        var pictures = new LabeledPictures(network, card, labels);
        ImmutableArray<int> classes = [.. parsed.Names(options.Target).Select(pictures.Class)];
        var (fit, held) = Split(options, parsed, pictures);
        return PruningTask.Of(network.Model, labels, classes, parsed.GetValue(options.Rest), fit, held);
    }

    /// <summary>Scoring by attributions, as the options say.</summary>
    public static (string Name, ChannelScoring Scoring) Attribution(
        PruneOptions options,
        ParseResult parsed,
        Pruner pruner,
        ModelCard? card,
        MethodSpec method
    )
    {
        var scored = pruner.Task.Scored(parsed.GetValue(options.PerClass));
        var question = new Question(scored.Slice(0, 1).Inputs) { Features = [pruner.Layers[0]] };
        var examples = new Examples(
            question.Inputs,
            [],
            ImmutableDictionary<string, ImmutableArray<Imaging.Picture>>.Empty,
            ImmutableDictionary<string, ImmutableArray<string>>.Empty,
            null
        );
        var references = parsed.GetValue(MethodOptions.References) ?? [];
        var text = parsed.GetValue(options.Baseline);
        // What is usual is what there is to prune with, unless somebody says otherwise.
        var baseline =
            text is "mean" && references.Length == 0
                ? new MeanBaseline(ReferenceSet.OfInputs([scored.Inputs]))
                : new BaselineReader(pruner.Network, card, examples, references).Read(text).Baseline;
        var (made, _) = method.For(new MethodSettings(parsed, pruner.Network, card, question));
        return (
            method.HasBaseline ? $"{method.Name}, {text ?? "zero"}" : method.Name,
            new AttributionScoring(made, scored.Batches(Batch))
            {
                Baseline = baseline,
                Scores = ClassScores.Of(pruner.Task.Model),
            }
        );
    }

    private static (LabeledBatch Fit, LabeledBatch Held) Split(
        PruneOptions options,
        ParseResult parsed,
        LabeledPictures pictures
    )
    {
        var images = parsed.GetValue(options.Images)!;
        var limit = parsed.GetValue(options.Limit);
        if (string.Equals(images, LabeledPictures.FashionMnist, StringComparison.OrdinalIgnoreCase))
        {
            var (training, test) = pictures.Fashion();
            return limit is { } most ? (training.First(most), test.First(most)) : (training, test);
        }
        var root = parsed.GetValue(options.Folder);
        var read = pictures.Read(images, root, limit);
        if (parsed.GetValue(options.Test) is { } apart)
            return (read, pictures.Read(apart, root, limit));
        var share = parsed.GetValue(options.HoldOut);
        return share is > 0 and < 1
            ? HeldExamples.Split(read, share, parsed.GetValue(options.Seed))
            : throw new UsageException(
                string.Create(CultureInfo.InvariantCulture, $"--hold-out is {share}; it has to be between 0 and 1.")
            );
    }

    /// <summary>The names of the classes by the card, or their numbers.</summary>
    private static ImmutableArray<string> Labels(Model model, ModelCard? card)
    {
        var shapes = model.Graph.Inputs.ToImmutableDictionary(
            i => i.Name,
            i => Supposed(i, card),
            StringComparer.Ordinal
        );
        var count = ClassScores.Count(model, shapes);
        return card?.Outputs.GetValueOrDefault(ClassScores.Output(model))?.Labels is { } named && named.Length == count
            ? named
            : [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>The shape of an input, its open extents filled in from the card.</summary>
    private static ImmutableArray<long> Supposed(ValueInfo input, ModelCard? card) =>
        card?.Inputs.GetValueOrDefault(input.Name) is { } picture
            ?
            [
                1,
                .. picture
                    .Preprocessing.Apply(picture.Width, picture.Height, new byte[3 * picture.Width * picture.Height])
                    .Shape.Skip(1),
            ]
            : [.. (input.Shape ?? []).Select(d => d.Extent ?? 1)];
}
