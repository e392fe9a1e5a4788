using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Cards;

public sealed class ModelCardTests : IDisposable
{
    private readonly CardFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Load_WholeCard_KeepsEveryProperty()
    {
        var path = file.Write(
            """
            {
              // Comments and trailing commas are allowed.
              "name": "Net", "source": "here", "license": "MIT",
              "inputs": { "x": {
                "width": 20, "height": 10, "fit": "stretch", "channels": "bgr", "layout": "nhwc",
                "range": [-1, 1], "mean": [1, 2, 3], "std": [4, 5, 6],
              } },
              "outputs": { "y": { "scores": "probabilities", "labels": ["a", "b"], "note": "n" }, "z": {} },
            }
            """
        );

        var card = ModelCard.Load(path);

        (card.Name, card.Source, card.License, card.Path).ShouldBe(("Net", "here", "MIT", path));
        var input = card.Inputs["x"];
        (input.Width, input.Height, input.Fit, input.ShortSide).ShouldBe((20, 10, Fit.Stretch, null));
        var preprocessing = input.Preprocessing;
        (preprocessing.Channels, preprocessing.Layout).ShouldBe((ChannelOrder.Bgr, TensorLayout.Nhwc));
        (preprocessing.Low, preprocessing.High).ShouldBe((-1.0, 1.0));
        preprocessing.Mean.ShouldBe([1, 2, 3]);
        preprocessing.Std.ShouldBe([4, 5, 6]);
        card.Outputs["y"].Labels.ShouldBe(["a", "b"]);
        (card.Outputs["y"].Scores, card.Outputs["y"].Note).ShouldBe((ScoreKind.Probabilities, "n"));
        card.Outputs["z"].Labels.ShouldBeEmpty();
    }

    [Fact]
    public void Save_WritesWhatLoadReads()
    {
        file.Write("tench, Tinca tinca\ngoldfish\n", "names/two.txt");
        var path = file.Write(
            """
            {
              "name": "Net", "license": "MIT",
              "inputs": { "x": { "width": 20, "height": 10, "channels": "gray", "mean": [0.5] } },
              "columns": { "t": ["a", "b"] },
              "outputs": { "y": { "scores": "probabilities", "labelsFile": "names/two.txt" } },
            }
            """
        );
        var card = ModelCard.Load(path);
        var copy = ModelCard.BesideModel(Path.Combine(Path.GetDirectoryName(path)!, "copy.onnx"));
        card.Save(copy);
        var read = ModelCard.Load(copy);
        (read.Name, read.Source, read.License).ShouldBe(("Net", null, "MIT"));
        var input = read.Inputs["x"];
        (input.Width, input.Height, input.Channels, input.Mean[0]).ShouldBe((20, 10, ChannelOrder.Gray, 0.5));
        read.Columns["t"].ShouldBe(["a", "b"]);
        read.Outputs["y"].Scores.ShouldBe(ScoreKind.Probabilities);
        read.Outputs["y"].Labels.ShouldBe(["tench, Tinca tinca", "goldfish"]);
    }

    [Fact]
    public void Load_LabelsFile_IsReadRelativeToTheCard()
    {
        file.Write("tench, Tinca tinca\r\ngoldfish\r\n", "names/two.txt");
        var path = file.Write("""{ "name": "n", "outputs": { "y": { "labelsFile": "names/two.txt" } } }""");

        ModelCard.Load(path).Outputs["y"].Labels.ShouldBe(["tench, Tinca tinca", "goldfish"]);
    }

    [Fact]
    public void Load_TextAndColumns_AreKept()
    {
        var path = file.Write(
            """
            {
              "name": "Net", "columns": { "x": ["age", "weight"] },
              "text": { "vocabulary": "words/vocab.txt", "lowercase": false, "longest": 64, "ids": "ids", "absent": "[MASK]" },
            }
            """
        );

        var card = ModelCard.Load(path);

        card.Columns["x"].ShouldBe(["age", "weight"]);
        var text = card.Text!;
        text.Vocabulary.ShouldBe(file["words/vocab.txt"]);
        (text.Lowercase, text.Longest, text.Ids, text.Mask, text.Absent).ShouldBe(
            (false, 64, "ids", "attention_mask", "[MASK]")
        );
        Should.Throw<ModelException>(text.Tokenizer).Message.ShouldContain("vocab.txt");
    }

    [Theory]
    [InlineData("""{ "name": "n", "text": { "longest": 9 } }""", "'vocabulary' is missing")]
    [InlineData("""{ "name": "n", "text": { "vocabulary": "v.txt", "longest": 2 } }""", "text: longest")]
    [InlineData("""{ "name": "n", "columns": { "x": [] } }""", "columns")]
    [InlineData("""{ "name": "n", "columns": { "x": ["a", ""] } }""", "columns")]
    [InlineData("""{ "name": "n", "licence": "MIT" }""", "licence: a model card has no such property")]
    [InlineData("""{ "name": "n", "inputs": { "x": { "width": 1, "height": 1, "crop": 2 } } }""", "inputs.x.crop")]
    [InlineData("""{ "name": "n", "inputs": { "x": { "width": 1 } } }""", "'height' is missing")]
    [InlineData("""{ "name": "n", "name": "m" }""", "twice")]
    [InlineData("""{ "source": "s" }""", "'name' is missing")]
    [InlineData("""{ "name": 3 }""", "name: the value is not of the kind")]
    [InlineData("""{ "name": null }""", "name: ")]
    [InlineData("""{ "name": "n", "inputs": null }""", "inputs: ")]
    [InlineData("""{ "name": "n", "inputs": { "x": null } }""", "inputs.x")]
    [InlineData("""{ "name": "n", "outputs": { "y": null } }""", "outputs.y")]
    [InlineData("""{ "name": "n", "outputs": { "y": { "labels": [null] } } }""", "outputs.y")]
    [InlineData("""{ "name": "n", "outputs": { "y": { "labels": null } } }""", "outputs.y")]
    [InlineData("""{ "name": "n", "outputs": { "y": { "scores": "votes" } } }""", "outputs.y.scores")]
    [InlineData("""[1]""", "not of the kind")]
    [InlineData("""{ "name": "n" """, "this is no JSON")]
    [InlineData("", "this is no JSON")]
    [InlineData("null", "empty")]
    [InlineData("""{ "name": "n", "outputs": { "y": { "labelsFile": "none.txt" } } }""", "none.txt")]
    [InlineData("""{ "name": "n", "outputs": { "y": { "labelsFile": "n", "labels": ["a"] } } }""", "not both")]
    public void Load_CardThatCannotBe_SaysWhyInOneLine(string json, string complaint) =>
        Complaint(json).ShouldContain(complaint);

    [Theory]
    [InlineData("\"width\": 0, \"height\": 1", "width and height")]
    [InlineData("\"width\": 2, \"height\": 4, \"shortSide\": 3", "shortSide")]
    [InlineData("\"width\": 2, \"height\": 2, \"shortSide\": 3, \"fit\": \"stretch\"", "shortSide")]
    [InlineData("\"width\": 2, \"height\": 2, \"range\": [1, 1]", "range")]
    [InlineData("\"width\": 2, \"height\": 2, \"mean\": [1, 1]", "mean")]
    [InlineData("\"width\": 2, \"height\": 2, \"std\": [1, 0, 1]", "std")]
    [InlineData("\"width\": 2, \"height\": 2, \"std\": null", "std")]
    [InlineData("\"width\": 2, \"height\": 2, \"channels\": \"gray\", \"mean\": [1, 2, 3]", "mean takes one number")]
    [InlineData("\"width\": 2, \"height\": 2, \"channels\": \"grb\"", "inputs.x.channels")]
    [InlineData("\"width\": 2, \"height\": 2, \"channels\": 1", "inputs.x.channels")]
    public void Load_InputThatCannotBe_NamesTheProperty(string input, string complaint) =>
        Complaint($$"""{ "name": "n", "inputs": { "x": { {{input}} } } }""").ShouldContain(complaint);

    [Fact]
    public void Load_NoSuchFile_IsAModelException() =>
        Should.Throw<ModelException>(() => ModelCard.Load(file["none.json"])).Message.ShouldContain("cannot be read");

    private string Complaint(string json)
    {
        var path = file.Write(json);
        var message = Should.Throw<ModelException>(() => ModelCard.Load(path)).Message;
        message.ShouldStartWith(path);
        message.ShouldNotContain("\n");
        return message;
    }
}
