using Ascribe.Runtime.Blocked;

namespace Ascribe.Runtime.Tests.Blocked;

public sealed class BlockedFormTests
{
    private static readonly SessionSettings Standard = new() { Blocked = false };

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Form_IsTakenOnlyWhereItGivesWhatTheModelGives(int seed, bool agrees)
    {
        var feeds = ConvolutionalSample.Feeds(2);
        using var session = new Session(ConvolutionalSample.Gradient("residual"), Standard);
        // With another seed the weights are others: a form that went wrong.
        var other = ConvolutionalSample.Gradient("residual", seed);
        var form = new BlockedForm(BlockedModel.Of(other), Key: null);
        using var proven = form.Prove(feeds, session.Run(feeds), Standard, CancellationToken.None);
        (proven is not null).ShouldBe(agrees);
    }

    [Fact]
    public void ProvenForm_ComesFromTheCacheTheNextTime()
    {
        using var folder = new TemporaryFolder();
        var cache = new GraphCache(folder.Path);
        var model = ConvolutionalSample.Gradient("branches");
        var key = GraphCache.Key(model, BlockedForm.Name);
        cache.Find(key).ShouldBeNull();
        cache.Keep(key, BlockedModel.Of(model));
        using var standard = new Session(model, Standard);
        using var kept = BlockedForm.Kept(cache, key, Standard).ShouldNotBeNull();
        var feeds = ConvolutionalSample.Feeds(2);
        kept.Take(feeds, NativeTensor.Read, CancellationToken.None)[0]
            .ToDoubles()
            .ShouldBe(standard.Run(feeds)[0].ToDoubles(), 1e-4);
    }

    [Fact]
    public void Cache_TellsModelsApartByTheirWeights() =>
        GraphCache
            .Key(ConvolutionalSample.Gradient("plain", seed: 1), BlockedForm.Name)
            .ShouldNotBe(GraphCache.Key(ConvolutionalSample.Gradient("plain", seed: 2), BlockedForm.Name));

    [Fact]
    public void DamagedFile_IsAsGoodAsNone()
    {
        using var folder = new TemporaryFolder();
        var cache = new GraphCache(folder.Path);
        File.WriteAllText(folder["key.onnx"], "no model");
        BlockedForm.Kept(cache, "key", Standard).ShouldBeNull();
        cache.Keep("key", BlockedModel.Of(ConvolutionalSample.Gradient("plain")));
        BlockedForm.Kept(cache, "key", Standard).ShouldNotBeNull().Dispose();
        new GraphCache(null).KeyOf(ConvolutionalSample.Gradient("plain"), BlockedForm.Name).ShouldBeNull();
    }
}
