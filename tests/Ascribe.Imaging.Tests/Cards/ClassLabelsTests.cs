using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Cards;

public class ClassLabelsTests
{
    private static readonly ClassLabels ImageNet = CardCatalog
        .Find("mobilenetv2-imagenet.onnx")!
        .Outputs["logits"]
        .Classes;

    [Theory]
    [InlineData("goldfish, Carassius auratus", 1)]
    [InlineData("GOLDFISH", 1)]
    [InlineData(" carassius auratus ", 1)]
    [InlineData("tiger", 292)]
    [InlineData("espresso", 967)]
    [InlineData("Carassius", 1)]
    public void Find_NameOfOneClass_GivesItsIndex(string text, int index) => ImageNet.Find(text).ShouldBe(index);

    [Fact]
    public void Find_PartOfASynonym_GivesItsIndex() =>
        new ClassLabels(["great white shark, white shark", "hammerhead"]).Find("merhe").ShouldBe(1);

    [Fact]
    public void Find_WholeName_ComesBeforeSynonyms() =>
        new ClassLabels(["cat, tiger", "tiger"]).Find("tiger").ShouldBe(1);

    [Fact]
    public void Find_NameOfTwoClasses_ListsBoth() =>
        Complaint("crane").ShouldContain("'crane' names 2 classes: 134 crane; 517 crane.");

    [Fact]
    public void Find_BeginningOfMany_ListsTheFirst() => Complaint("black").ShouldContain("; …. Give more of the name");

    [Fact]
    public void Find_Misspelling_NamesTheNearest() =>
        Complaint("goldfihs")
            .ShouldContain("No class is named 'goldfihs'. The nearest are: 1 goldfish, Carassius auratus;");

    [Fact]
    public void Find_EmptyText_IsRefused() => Complaint("  ").ShouldContain("empty");

    [Fact]
    public void Find_WithoutLabels_AsksForAnIndex() =>
        Should.Throw<ModelException>(() => new ClassLabels([]).Find("cat")).Message.ShouldContain("give an index");

    [Fact]
    public void Find_UnknownName_ListsByEditDistance() =>
        Should
            .Throw<ModelException>(() => new ClassLabels(["flaw", "SITTING", "mitten, glove", "kit"]).Find("kitten"))
            .Message.ShouldEndWith("2 mitten, glove; 1 SITTING; 3 kit; 0 flaw.");

    private static string Complaint(string text) => Should.Throw<ModelException>(() => ImageNet.Find(text)).Message;
}
