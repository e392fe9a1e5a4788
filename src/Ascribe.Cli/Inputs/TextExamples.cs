using System.Collections.Immutable;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Texts;

namespace Ascribe.Cli.Inputs;

/// <summary>Texts that a model with a text card was given.</summary>
/// <param name="Card">How text becomes inputs.</param>
/// <param name="Tokenizer">The vocabulary.</param>
/// <param name="Texts">The texts in tokens.</param>
internal sealed record TextExamples(TextCard Card, WordPieceTokenizer Tokenizer, TokenizedTexts Texts)
{
    private const int ShownCharacters = 40;

    /// <summary>Splits texts by the model's card.</summary>
    /// <exception cref="ModelException">There is no text card, or the vocabulary cannot be read.</exception>
    public static TextExamples Of(IReadOnlyCollection<string> texts, ModelCard? card)
    {
        if (card?.Text is not { } text)
            throw new ModelException(
                "no model card says how text becomes the model's inputs; write one beside the model (MODEL.ascribe.json) with \"text\": { \"vocabulary\": FILE }, or give --card FILE."
            );
        var tokenizer = text.Tokenizer();
        return new TextExamples(text, tokenizer, tokenizer.Encode(texts, text.Longest));
    }

    /// <summary>What each input that takes text is given.</summary>
    /// <exception cref="ModelException">The model has no input for token ids.</exception>
    public ImmutableDictionary<string, Tensor> Tensors(ImmutableArray<ValueInfo> inputs)
    {
        if (inputs.All(i => i.Name != Card.Ids))
            throw new ModelException(
                $"the card says that '{Card.Ids}' takes token ids, but the model's inputs are {string.Join(", ", inputs)}."
            );
        var given = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            [Card.Ids] = Texts.Ids,
            [Card.Mask] = Texts.Mask,
            [Card.Types] = Texts.Types,
        };
        return inputs
            .Where(i => given.ContainsKey(i.Name))
            .ToImmutableDictionary(i => i.Name, i => given[i.Name].To(i.ElementType), StringComparer.Ordinal);
    }

    /// <summary>A layer's value where every token is this one instead.</summary>
    /// <param name="token">A token of the vocabulary.</param>
    /// <param name="inputs">The model's inputs.</param>
    public Baseline Replaced(string token, ImmutableArray<ValueInfo> inputs)
    {
        var type = inputs.First(i => i.Name == Card.Ids).ElementType;
        var ids = Tokenizer.Replaced(Texts, token).To(type);
        return Baseline.AtInputs(ImmutableDictionary<string, Tensor>.Empty.Add(Card.Ids, ids), $"token:{token}");
    }

    /// <summary>What an example is called: its beginning.</summary>
    public static string Name(string text) =>
        text.Length <= ShownCharacters ? text : string.Concat(text.AsSpan(0, ShownCharacters).TrimEnd(), "…");
}
