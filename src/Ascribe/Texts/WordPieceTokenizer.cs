using System.Collections.Immutable;
using System.Text.Json;
using Ascribe.Onnx;
using FastBertTokenizer;

namespace Ascribe.Texts;

/// <summary>Splits texts into the word pieces of a vocabulary, as BERT and its relatives take them.</summary>
/// <remarks>
/// A text begins with <c>[CLS]</c> and ends with <c>[SEP]</c>; a piece that continues a word begins with <c>##</c>. Wu et al.,
/// "Google's Neural Machine Translation System", 2016, section 4.1; Devlin et al., "BERT", 2018.
/// </remarks>
public sealed class WordPieceTokenizer
{
    private static readonly ImmutableHashSet<string> Frame = ["[CLS]", "[SEP]", "[PAD]"];

    private readonly BertTokenizer tokenizer;
    private readonly ImmutableDictionary<string, long> idOf;
    private readonly ImmutableDictionary<long, string> tokenOf;

    private WordPieceTokenizer(BertTokenizer tokenizer, ImmutableDictionary<string, long> idOf)
    {
        this.tokenizer = tokenizer;
        this.idOf = idOf;
        tokenOf = idOf.ToImmutableDictionary(t => t.Value, t => t.Key);
    }

    /// <summary>Reads a vocabulary.</summary>
    /// <param name="path">A text file with a token a line (<c>vocab.txt</c>), or a <c>tokenizer.json</c> of kind WordPiece.</param>
    /// <param name="lowercase">Whether texts are brought to lower case; a .json file says so itself.</param>
    /// <exception cref="ModelException">The file cannot be read, or is no such vocabulary.</exception>
    public static WordPieceTokenizer Load(string path, bool lowercase = true)
    {
        try
        {
            var tokenizer = new BertTokenizer();
            var content = File.ReadAllText(path);
            if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            {
                using var stream = File.OpenRead(path);
                tokenizer.LoadTokenizerJson(stream);
                return new(tokenizer, Listed(JsonDocument.Parse(content)));
            }
            using var reader = new StringReader(content);
            tokenizer.LoadVocabulary(reader, lowercase);
            return new(tokenizer, Lines(content));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or JsonException or KeyNotFoundException)
        {
            throw new ModelException(
                $"{path} is no WordPiece vocabulary: a token a line, [PAD], [UNK], [CLS] and [SEP] among them, or a tokenizer.json of that kind.",
                e
            );
        }
    }

    /// <summary>Splits texts.</summary>
    /// <param name="texts">The texts, at least one.</param>
    /// <param name="longest">Tokens in a text at most, [CLS] and [SEP] included; the rest is cut off.</param>
    public TokenizedTexts Encode(IReadOnlyCollection<string> texts, int longest = 512)
    {
        long[][] ids = [.. texts.Select(text => tokenizer.Encode(text, longest).InputIds.ToArray())];
        var (padding, width) = (idOf["[PAD]"], ids.Max(row => row.Length));
        return new TokenizedTexts(
            Matrix(row => [.. row, .. Enumerable.Repeat(padding, width - row.Length)]),
            Matrix(row => [.. Enumerable.Range(0, width).Select(i => i < row.Length ? 1L : 0)]),
            Matrix(_ => new long[width]),
            [.. ids.Select(row => row.Select(id => tokenOf[id]).ToImmutableArray())]
        );

        Tensor Matrix(Func<long[], long[]> row) => Tensor.Of(ids.SelectMany(row).ToArray(), ids.Length, width);
    }

    /// <summary>The ids of texts with every token replaced by one; [CLS], [SEP] and padding stay.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="token">What stands for the absence of a token, such as <c>[PAD]</c> or <c>[MASK]</c>.</param>
    /// <returns>int64[E, T].</returns>
    /// <exception cref="ModelException">The vocabulary has no such token.</exception>
    public Tensor Replaced(TokenizedTexts texts, string token)
    {
        var id = idOf.TryGetValue(token, out var known)
            ? known
            : throw new ModelException(
                $"the vocabulary has no token '{token}'; similar ones: {string.Join(", ", NearestNames.To(token, idOf.Keys))}."
            );
        var ids = texts.Ids.ToLongs().Select(i => Frame.Contains(tokenOf[i]) ? i : id);
        return Tensor.Of(ids.ToArray(), texts.Ids.Shape.AsSpan());
    }

    /// <summary>Of a token that stands twice, the first counts.</summary>
    private static ImmutableDictionary<string, long> Lines(string content) =>
        content
            .ReplaceLineEndings("\n")
            .TrimEnd('\n')
            .Split('\n')
            .Select((token, id) => (Token: token.Trim(), Id: (long)id))
            .DistinctBy(t => t.Token, StringComparer.Ordinal)
            .ToImmutableDictionary(t => t.Token, t => t.Id, StringComparer.Ordinal);

    private static ImmutableDictionary<string, long> Listed(JsonDocument json) =>
        json
            .RootElement.GetProperty("model")
            .GetProperty("vocab")
            .EnumerateObject()
            .ToImmutableDictionary(t => t.Name, t => t.Value.GetInt64(), StringComparer.Ordinal);
}
