using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Texts;

namespace Ascribe.Cli.Inputs;

/// <summary>A model, examples and a target as the command line gives them.</summary>
/// <param name="Path">The model's file.</param>
/// <param name="Network">The model.</param>
/// <param name="Card">Its card; null where there is none.</param>
/// <param name="Examples">What the model is asked about.</param>
/// <param name="Question">The question, to the inputs and against zeros as yet.</param>
internal sealed record Asked(string Path, Network Network, ModelCard? Card, Examples Examples, Question Question)
    : IDisposable
{
    /// <summary>Reads baselines for it.</summary>
    /// <param name="references">Files or folders for those baselines that need references.</param>
    public BaselineReader Baselines(string[]? references) => new(Network, Card, Examples, references ?? []);

    /// <summary>An answer with what a person needs to read it.</summary>
    public Explanation Describe(Attribution attribution) =>
        new()
        {
            Model = Card?.Name ?? System.IO.Path.GetFileName(Path),
            Attribution = attribution,
            Targets = Question.Target.Count,
            Labels = TargetSpec.Labels(Network, Card, Question.Target),
            Pictures = Examples.Pictures,
            Examples = Examples.Names,
            Columns = Examples.Columns,
            Tokens = Examples.Text is { } text
                ? Tokens(text.Texts, attribution)
                : ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>>.Empty,
        };

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>The tokens of every feature that has one row for each of them.</summary>
    private static ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> Tokens(
        TokenizedTexts texts,
        Attribution attribution
    ) =>
        attribution
            .Values.Where(v => v.Value.Rank == 3 && v.Value.Shape[1] == texts.Ids.Shape[1])
            .ToImmutableDictionary(v => v.Key, _ => texts.Tokens, StringComparer.Ordinal);
}
