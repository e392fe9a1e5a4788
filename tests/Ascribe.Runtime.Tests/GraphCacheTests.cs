using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Runtime.Tests;

public sealed class GraphCacheTests
{
    [Fact]
    public void Form_IsMadeOnceAndReadFromThenOn()
    {
        using var folder = new TemporaryFolder();
        var cache = new GraphCache(folder.Path);
        var (model, times) = (Large(seed: 1), 0);
        var first = cache.GetOrMake(model, "form", Make);
        var second = cache.GetOrMake(model, "form", Make);
        times.ShouldBe(1);
        ShouldBeTheSame(second, first);
        ShouldBeTheSame(first, Canonicalization.Apply(model));

        Model Make()
        {
            times++;
            return Canonicalization.Apply(model);
        }
    }

    [Fact]
    public void AnotherForm_OrOtherWeights_AreMadeForThemselves()
    {
        using var folder = new TemporaryFolder();
        var cache = new GraphCache(folder.Path);
        var (model, times) = (Large(seed: 1), 0);
        foreach (var (of, form) in new[] { (model, "a"), (model, "b"), (Large(seed: 2), "a") })
            cache.GetOrMake(of, form, () => Counted(of));
        times.ShouldBe(3);

        Model Counted(Model of)
        {
            times++;
            return of;
        }
    }

    [Fact]
    public void OtherTexts_MakeAnotherModel()
    {
        GraphCache.Key(Texts("a", "b"), "form").ShouldBe(GraphCache.Key(Texts("a", "b"), "form"));
        GraphCache.Key(Texts("a", "b"), "form").ShouldNotBe(GraphCache.Key(Texts("a", "c"), "form"));

        static Model Texts(params string[] texts) =>
            Sample.Model(b => b.Constant(new Tensor([texts.Length], [.. texts]), "texts"));
    }

    [Fact]
    public void DamagedFile_IsMadeAnew()
    {
        using var folder = new TemporaryFolder();
        var cache = new GraphCache(folder.Path);
        var model = Large(seed: 1);
        cache.GetOrMake(model, "form", () => model);
        File.Delete(folder[$"{GraphCache.Key(model, "form")}.onnx.data"]);
        ShouldBeTheSame(cache.GetOrMake(model, "form", () => model), model);
        File.WriteAllText(folder[$"{GraphCache.Key(model, "form")}.onnx"], "no model");
        ShouldBeTheSame(cache.GetOrMake(model, "form", () => model), model);
    }

    [Fact]
    public void FolderThatCannotBe_KeepsNothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var model = Large(seed: 1);
        new GraphCache(folder["file"]).GetOrMake(model, "form", () => model).ShouldBeSameAs(model);
        new GraphCache(null).GetOrMake(model, "form", () => model).ShouldBeSameAs(model);
    }

    /// <summary>Constants enough to lie beside the model, and one that folds away.</summary>
    private static Model Large(int seed) =>
        Sample.Model(b =>
        {
            var random = new Random(seed);
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 600);
            var w = b.Constant(
                Tensor.Of(Enumerable.Range(0, 360_000).Select(_ => random.NextSingle()).ToArray(), 600, 600),
                "w"
            );
            return Relu(MatMul(x, w * 2) + 1);
        });

    private static void ShouldBeTheSame(Model found, Model expected)
    {
        GraphText.Write(found.Graph).ShouldBe(GraphText.Write(expected.Graph));
        found.Opsets.ShouldBe(expected.Opsets, ignoreOrder: true);
        found.Graph.Constants.Keys.ShouldBe(expected.Graph.Constants.Keys, ignoreOrder: true);
        foreach (var (name, constant) in expected.Graph.Constants)
            found.Graph.Constants[name].ContentEquals(constant).ShouldBeTrue(name);
        foreach (var name in expected.Graph.Values.Keys)
            found.Graph.Info(name)!.ToString().ShouldBe(expected.Graph.Info(name)!.ToString());
    }
}
