using System.Text.Json;
using Ascribe.Onnx;
using Ascribe.Texts;

namespace Ascribe.Tests.Texts;

public sealed class WordPieceTokenizerTests : IDisposable
{
    private static readonly string[] Vocabulary =
    [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "un",
        "##aff",
        "##able",
        "play",
        "##ing",
        ",",
        "a",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Texts_AreSplitIntoTheLongestPieces_AndPadded()
    {
        var texts = Tokenizer().Encode(["Unaffable, playing", "a"]);
        texts.Tokens[0].ShouldBe(["[CLS]", "un", "##aff", "##able", ",", "play", "##ing", "[SEP]"]);
        texts.Tokens[1].ShouldBe(["[CLS]", "a", "[SEP]"]);
        texts.Ids.Shape.ShouldBe([2, 8]);
        texts.Ids.ToLongs().ShouldBe([2, 5, 6, 7, 10, 8, 9, 3, 2, 11, 3, 0, 0, 0, 0, 0]);
        texts.Mask.ToLongs().ShouldBe([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0]);
        texts.Types.ToLongs().ShouldAllBe(type => type == 0);
    }

    [Fact]
    public void UnknownWord_IsOneUnknownToken() =>
        Tokenizer().Encode(["a zebra"]).Tokens[0].ShouldBe(["[CLS]", "a", "[UNK]", "[SEP]"]);

    [Fact]
    public void LongText_IsCutAndStillEnds()
    {
        var texts = Tokenizer().Encode(["a a a a a a a a"], longest: 5);
        texts.Tokens[0].ShouldBe(["[CLS]", "a", "a", "a", "[SEP]"]);
    }

    [Fact]
    public void EmptyText_IsItsFrame() => Tokenizer().Encode([""]).Tokens[0].ShouldBe(["[CLS]", "[SEP]"]);

    [Fact]
    public void Replaced_KeepsFrameAndPadding()
    {
        var tokenizer = Tokenizer();
        var texts = tokenizer.Encode(["a, a", "a"]);
        tokenizer.Replaced(texts, "[MASK]").ToLongs().ShouldBe([2, 4, 4, 4, 3, 2, 4, 3, 0, 0]);
        Should
            .Throw<ModelException>(() => tokenizer.Replaced(texts, "[GAP]"))
            .Message.ShouldContain("no token '[GAP]'");
    }

    [Fact]
    public void TokenizerJson_GivesTheSame()
    {
        var vocabulary = Vocabulary.Index().ToDictionary(t => t.Item, t => t.Index);
        var json = JsonSerializer.Serialize(
            new
            {
                version = "1.0",
                added_tokens = new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]" }.Select(
                    (content, id) =>
                        new
                        {
                            id,
                            content,
                            single_word = false,
                            lstrip = false,
                            rstrip = false,
                            normalized = false,
                            special = true,
                        }
                ),
                normalizer = new
                {
                    type = "BertNormalizer",
                    clean_text = true,
                    handle_chinese_chars = true,
                    lowercase = true,
                },
                pre_tokenizer = new { type = "BertPreTokenizer" },
                post_processor = new
                {
                    type = "TemplateProcessing",
                    special_tokens = new[] { "[CLS]", "[SEP]" }.ToDictionary(
                        token => token,
                        token => new
                        {
                            id = token,
                            ids = new[] { vocabulary[token] },
                            tokens = new[] { token },
                        }
                    ),
                },
                model = new
                {
                    type = "WordPiece",
                    unk_token = "[UNK]",
                    continuing_subword_prefix = "##",
                    max_input_chars_per_word = 100,
                    vocab = vocabulary,
                },
            }
        );
        File.WriteAllText(folder["tokenizer.json"], json);
        var texts = WordPieceTokenizer.Load(folder["tokenizer.json"]).Encode(["Unaffable, playing"]);
        texts.Ids.ToLongs().ShouldBe(Tokenizer().Encode(["Unaffable, playing"]).Ids.ToLongs());
        texts.Tokens[0][2].ShouldBe("##aff");
    }

    [Theory]
    [InlineData("none.txt", "cannot be read")]
    [InlineData("words.txt", "no WordPiece vocabulary")]
    [InlineData("empty.txt", "no WordPiece vocabulary")]
    [InlineData("other.json", "no WordPiece vocabulary")]
    [InlineData("broken.json", "no WordPiece vocabulary")]
    public void BadVocabulary_IsRefused(string file, string said)
    {
        File.WriteAllText(folder["words.txt"], "a\nb\n");
        File.WriteAllText(folder["empty.txt"], "");
        File.WriteAllText(folder["other.json"], "{\"model\": {\"type\": \"BPE\"}}");
        File.WriteAllText(folder["broken.json"], "{\"model\": ");
        var message = Should.Throw<ModelException>(() => WordPieceTokenizer.Load(folder[file])).Message;
        message.ShouldContain(said);
        message.ShouldContain(file);
    }

    private WordPieceTokenizer Tokenizer()
    {
        File.WriteAllLines(folder["vocab.txt"], Vocabulary);
        return WordPieceTokenizer.Load(folder["vocab.txt"]);
    }
}
