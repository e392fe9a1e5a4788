#:project ../../src/Ascribe.Imaging/Ascribe.Imaging.csproj
// Which words made a transformer say what a text is about?
//   dotnet run -c Release samples/text/topics.cs -- "a puzzle game for two players"
using System.Collections.Immutable;
using Ascribe;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

var folder = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFilePath")!)!;
var model = Path.Combine(folder, "topics.onnx");
var card = CardCatalog.Find(model)!;
var tokenizer = card.Text!.Tokenizer();
var texts = tokenizer.Encode([args.FirstOrDefault() ?? "a puzzle game for two players"], card.Text.Longest);

using var network = Network.Load(model);
var inputs = ImmutableDictionary<string, Tensor>.Empty.Add("input_ids", texts.Ids).Add("attention_mask", texts.Mask);

// A text without its words: every token but the first and the last becomes [PAD].
var wordless = inputs.SetItem("input_ids", tokenizer.Replaced(texts, "[PAD]"));
var question = new Question(inputs) { Baseline = Baseline.AtInputs(wordless, "token:[PAD]") };
var why = new IntegratedGradients().Explain(network, question);

Console.WriteLine($"topic: {card.Outputs["logits"].Labels[(int)why.Entries[0]]}");
var (embedding, width) = (why.Values.Values.Single(), (int)why.Values.Values.Single().Shape[^1]);
foreach (var (token, row) in texts.Tokens[0].Zip(embedding.ToDoubles().Chunk(width)))
    Console.WriteLine($"{row.Sum(), 8:+0.000;-0.000;0.000} {token}");
