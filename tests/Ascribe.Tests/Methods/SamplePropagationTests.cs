using System.Collections.Immutable;
using Ascribe.Texts;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

/// <summary>DeepLIFT and relevance through a transformer over text, a vision transformer, an LSTM and tables.</summary>
public sealed class SamplePropagationTests(ITestOutputHelper output)
{
    private static readonly string Samples = Path.Combine(SharedData.Repository, "samples");

    public static TheoryData<string, DeepLiftRule> Models =>
        [
            .. from name in Asked.Keys
            from rule in new[] { DeepLiftRule.Rescale, DeepLiftRule.RevealCancel }
            select new TheoryDataRow<string, DeepLiftRule>(name, rule),
        ];

    private static readonly ImmutableSortedDictionary<string, Func<Question>> Asked = new Dictionary<
        string,
        Func<Question>
    >
    {
        ["text/topics.onnx"] = Texts,
        ["digits/digits.onnx"] = () => new(Inputs(("pixels", SmallModels.Random(460, 3, 1, 8, 8)))),
        ["sequences/adding.onnx"] = () =>
            new(Inputs(("steps", SmallModels.Random(461, 3, 7, 2)))) { Target = Target.At(0) },
        ["tables/mlp.onnx"] = () => new(Inputs(("measurements", SmallModels.Random(462, 3, 30)))),
        ["tables/pipeline.onnx"] = () => new(Inputs(("float_input", SmallModels.Random(463, 3, 30)))),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Models))]
    public void DeepLift_AccountsForTheWholeDifference_OfEachExampleAlone(string name, DeepLiftRule rule)
    {
        using var network = Network.Load(Path.Combine(Samples, name));
        var (method, question) = (new DeepLift { Rule = rule }, Renamed(network, Asked[name]()));
        var together = method.Explain(network, question);
        var (gaps, outputs) = (together.CompletenessGap.ToDoubles(), together.Output.ToDoubles());
        var others = together.BaselineOutput.ToDoubles();
        foreach (var (example, gap) in gaps.Index())
        {
            var relative = Math.Abs(gap) / Math.Max(Math.Abs(outputs[example] - others[example]), 1e-2);
            output.WriteLine($"{name}, {rule}: relative gap {relative:G3} of {outputs[example] - others[example]:G3}");
            relative.ShouldBeLessThan(1e-4);
            var single = question.Inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Rows(example, 1));
            var alone = method.Explain(network, question with { Inputs = single });
            foreach (var (feature, values) in together.Values)
                Distance.RelativeL2(values.Rows(example, 1).ToDoubles(), alone.Of(feature)).ShouldBeLessThan(1e-4);
        }
    }

    [Theory]
    [InlineData("text/topics.onnx")]
    [InlineData("digits/digits.onnx")]
    [InlineData("sequences/adding.onnx")]
    public void Relevance_PassesAttentionAndGates(string name)
    {
        using var network = Network.Load(Path.Combine(Samples, name));
        var attribution = new LayerwiseRelevancePropagation().Explain(network, Renamed(network, Asked[name]()));
        var relevance = attribution.Values.Values.Single().ToDoubles();
        relevance.ShouldAllBe(r => double.IsFinite(r));
        relevance.ShouldContain(r => r != 0);
    }

    private static Question Texts()
    {
        var tokenizer = WordPieceTokenizer.Load(Path.Combine(Samples, "text/vocabulary.txt"));
        var texts = tokenizer.Encode(["a puzzle game for two players", "client for reading electronic mail"]);
        return new Question(Inputs(("input_ids", texts.Ids), ("attention_mask", texts.Mask)));
    }

    /// <summary>A model of one input takes it by whatever name it has.</summary>
    private static Question Renamed(Network network, Question question) =>
        network.Inputs.Length == 1
            ? question with
            {
                Inputs = Inputs((network.Inputs[0].Name, question.Inputs.Values.Single())),
            }
            : question;
}
