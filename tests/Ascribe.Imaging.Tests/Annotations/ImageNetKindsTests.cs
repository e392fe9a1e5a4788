using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class ImageNetKindsTests
{
    private const string Voc =
        "aeroplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike person pottedplant sheep sofa train tvmonitor";

    private static readonly ImmutableArray<string> Labels =
    [
        .. File.ReadAllLines(Path.Combine(SharedData.Repository, "cards/labels/imagenet-1k.txt")),
    ];

    [Fact]
    public void All_OfVoc_AreThere() =>
        Voc.Split(' ').Count(name => ImageNetKinds.Of(name).Indices.IsEmpty).ShouldBe(2, "person and pottedplant");

    [Fact]
    public void All_OfCoco_AreThere()
    {
        var names = ClassNames.Read(SharedData.File("images/coco8-seg/coco8-seg.yaml"));

        names.Select(ImageNetKinds.Of).Distinct().Count().ShouldBe(80);
        // The 20 of Pascal VOC are all among them.
        ImageNetKinds.All.Length.ShouldBe(80);
    }

    [Theory]
    [InlineData("dog", 151, 268)]
    [InlineData("cat", 281, 285)]
    [InlineData("bear", 294, 297)]
    [InlineData("elephant", 385, 386)]
    public void Animals_AreTheirWholeRange(string name, int first, int last) =>
        ImageNetKinds.Of(name).Indices.ShouldBe(Enumerable.Range(first, last - first + 1));

    [Theory]
    [InlineData("zebra")]
    [InlineData("banana")]
    [InlineData("broccoli")]
    [InlineData("pizza")]
    [InlineData("umbrella")]
    [InlineData("toaster")]
    [InlineData("backpack")]
    [InlineData("vase")]
    [InlineData("parking meter")]
    [InlineData("traffic light")]
    [InlineData("laptop")]
    [InlineData("bottle")]
    [InlineData("clock")]
    public void Labels_ThatEndWithTheName_AreKindsOfIt(string name)
    {
        var ending = Labels.Index().Where(l => l.Item.Split(", ").Any(s => s.EndsWith(name, StringComparison.Ordinal)));

        ending.Select(l => l.Index).ShouldBeSubsetOf(ImageNetKinds.Of(name).Indices);
        ending.ShouldNotBeEmpty();
    }

    [Fact]
    public void Indices_AreClassesInRisingOrder()
    {
        Labels.Length.ShouldBe(ImageNetKinds.Classes);
        foreach (var kinds in ImageNetKinds.All)
        {
            kinds.Indices.ShouldBe(kinds.Indices.Distinct().Order());
            kinds.Indices.ShouldAllBe(i => i >= 0 && i < ImageNetKinds.Classes);
            kinds.Indices.IsEmpty.ShouldBe(kinds.Synsets.IsEmpty, kinds.Names[0]);
        }
    }

    [Fact]
    public void Lacking_SaysSo()
    {
        ImageNetKinds.Of("person").Indices.ShouldBeEmpty();
        ImageNetKinds
            .All.Where(k => k.Indices.IsEmpty)
            .ShouldAllBe(k => k.Note.Contains("ImageNet") || k.Note.Contains("WordNet"));
    }

    [Fact]
    public void Synsets_ThatImageNetHas_AreAmongTheIndices()
    {
        var rows = File.ReadAllLines(SharedData.File("labels/imagenet1k.csv")).Skip(1).Select(row => row.Split(','));
        var index = rows.ToDictionary(row => row[1], row => int.Parse(row[0], null));
        var known = ImageNetKinds.All.SelectMany(k =>
            k.Synsets.Where(index.ContainsKey).Select(s => (Kinds: k, Index: index[s]))
        );

        known.Count().ShouldBeGreaterThan(20);
        known.ShouldAllBe(k => k.Kinds.Indices.Contains(k.Index));
    }

    [Theory]
    [InlineData("tv/monitor", "tvmonitor")]
    [InlineData("Dining Table", "diningtable")]
    [InlineData("airplane", "aeroplane")]
    [InlineData("couch", "sofa")]
    [InlineData("potted plant", "pottedplant")]
    public void Of_AnySpelling_IsTheSameClass(string name, string voc) =>
        ImageNetKinds.Of(name).ShouldBeSameAs(ImageNetKinds.Of(voc));

    [Fact]
    public void Of_UnknownName_TellsTheNearest() =>
        Should.Throw<ModelException>(() => ImageNetKinds.Of("zebras")).Message.ShouldContain("zebra");
}
