using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Cards;

public sealed class CardCatalogTests : IDisposable
{
    private readonly CardFile file = new();

    public void Dispose() => file.Dispose();

    public static TheoryData<string> Shipped =>
        [
            "face-expression",
            "face-recognition",
            "googlenet-bn-imagenet-int8w",
            "mobilenetv2-imagenet",
            "resnet20-cifar10",
            "resnet50-v1-imagenet-int8w",
            "squeezenet1.1-imagenet",
            "tinyvgg-10class",
        ];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Find_ModelOfTheDataFolder_AgreesWithTheModel(string name)
    {
        var card = CardCatalog.Find($"anywhere/{name}.onnx").ShouldNotBeNull();

        var path = SharedData.File($"models/{name}.onnx");
        var graph = Model.Load(path).Graph;
        card.Inputs.Keys.ShouldBe(graph.Inputs.Select(i => i.Name), ignoreOrder: true);
        card.Outputs.Keys.ShouldBe(graph.Outputs.Select(o => o.Name), ignoreOrder: true);
        foreach (var input in graph.Inputs)
            (input.Extent(1), input.Extent(2), input.Extent(3)).ShouldBe(
                (3, card.Inputs[input.Name].Height, card.Inputs[input.Name].Width)
            );
        foreach (var output in graph.Outputs.Where(o => card.Outputs[o.Name].Scores == ScoreKind.Logits))
            output.Extent(1).ShouldBe(card.Outputs[output.Name].Labels.Length);
    }

    [Fact]
    public void Folder_HoldsTheShippedCardsAndNoOther() =>
        Directory
            .GetFiles(CardCatalog.Folder, "*.json")
            .Select(path => Path.GetFileName(path).Replace(".ascribe.json", "", StringComparison.Ordinal))
            .ShouldBe(Shipped.Select(row => row.Data), ignoreOrder: true);

    [Fact]
    public void Find_Sidecar_ComesBeforeTheShippedCard()
    {
        file.Write("""{ "name": "mine" }""", "squeezenet1.1-imagenet.ascribe.json");

        CardCatalog.Find(file["squeezenet1.1-imagenet.onnx"])?.Name.ShouldBe("mine");
    }

    [Fact]
    public void Find_ExplicitCard_ComesBeforeTheSidecar()
    {
        file.Write("""{ "name": "mine" }""");
        var other = file.Write("""{ "name": "other" }""", "other.json");

        CardCatalog.Find(file["net.onnx"], other)?.Name.ShouldBe("other");
        CardCatalog.Find(file["net.onnx"])?.Name.ShouldBe("mine");
    }

    [Fact]
    public void Find_UnknownModel_GivesNone() => CardCatalog.Find(file["unknown.onnx"]).ShouldBeNull();

    [Fact]
    public void Find_ExplicitCardThatIsAbsent_IsAModelException() =>
        Should.Throw<ModelException>(() => CardCatalog.Find(file["net.onnx"], file["none.json"]));
}
