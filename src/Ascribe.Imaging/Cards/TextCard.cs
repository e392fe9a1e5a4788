using Ascribe.Onnx;
using Ascribe.Texts;

namespace Ascribe.Imaging.Cards;

/// <summary>How text becomes the inputs of a network.</summary>
public sealed record TextCard
{
    /// <summary>
    /// The WordPiece vocabulary, a token a line or a <c>tokenizer.json</c>; a path relative to the card, and a full one when the
    /// card is loaded.
    /// </summary>
    public required string Vocabulary { get; init; }

    /// <summary>Whether texts are brought to lower case; a <c>tokenizer.json</c> says so itself.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Tokens in a text at most, [CLS] and [SEP] included.</summary>
    public int Longest { get; init; } = 512;

    /// <summary>The input that takes token ids.</summary>
    public string Ids { get; init; } = "input_ids";

    /// <summary>The input that takes 1 where there is a token and 0 where there is padding; a model may have none.</summary>
    public string Mask { get; init; } = "attention_mask";

    /// <summary>The input that takes the segment of each token; a model may have none.</summary>
    public string Types { get; init; } = "token_type_ids";

    /// <summary>What stands for the absence of a token, by default.</summary>
    public string Absent { get; init; } = "[PAD]";

    /// <summary>Reads the vocabulary.</summary>
    /// <exception cref="ModelException">It cannot be read.</exception>
    public WordPieceTokenizer Tokenizer() => WordPieceTokenizer.Load(Vocabulary, Lowercase);

    /// <summary>Says what is wrong with a card; null where nothing is.</summary>
    internal static string? Complaint(TextCard card) =>
        card.Longest < 3 ? "longest is a count of tokens, 3 or more: [CLS], a token, [SEP]." : null;
}
