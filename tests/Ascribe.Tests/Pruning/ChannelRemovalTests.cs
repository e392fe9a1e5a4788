using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Tests.Arrays;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

public sealed class ChannelRemovalTests
{
    public static TheoryData<string> Cases => [.. PruningCases.All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void RemovedChannels_AreLikeZeroWhereSumsGoOverThem(string name)
    {
        var example = PruningCases.All[name];
        var pruned = ChannelRemoval.Keep(example.Whole, Pruned.Channels((example.Layer, example.Kept)));
        Pruned.Weights(pruned).ShouldBeLessThan(Pruned.Weights(example.Whole));
        var expected = Pruned.Run(example.Zeroed);
        Pruned.Difference(Pruned.Run(pruned), expected).ShouldBeLessThan(1e-5);
        // The channels that are gone matter: the comparison means something.
        Pruned.Difference(Pruned.Run(example.Whole), expected).ShouldBeGreaterThan(1e-3);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PrunedModel_SaysWhatItsShapesAre(string name)
    {
        var example = PruningCases.All[name];
        var pruned = ChannelRemoval.Keep(example.Whole, Pruned.Channels((example.Layer, example.Kept)));
        var learnt = Ascribe.Runtime.ShapeProbe.Learn(pruned).Graph;
        foreach (var (value, info) in pruned.Graph.Values)
            info.ToString().ShouldBe(learnt.Info(value)!.ToString());
    }

    [Fact]
    public void PrunedModel_SavedAndLoaded_ComputesTheSame()
    {
        using var folder = new ScratchFolder();
        var pruned = ChannelRemoval.Keep(SmallModels.Cnn, Pruned.Channels(("conv1", [0, 2]), ("conv2", [1])));
        pruned.Save(folder["pruned.onnx"]);
        var loaded = Model.Load(folder["pruned.onnx"]);
        loaded.Graph.Constants.Values.Select(c => c.ToString()).ShouldContain("float[1,2,3,3]");
        Distance.Largest(Pruned.Run(loaded).ToDoubles(), Pruned.Run(pruned).ToDoubles()).ShouldBe(0);
    }

    [Fact]
    public void PrunedModel_WithIntegerWeights_KeepsThemIntegers()
    {
        var pruned = ChannelRemoval.Keep(PruningCases.All["stored integers"].Whole, Pruned.Channels(("c", [1, 3])));
        pruned
            .Graph.Constants.Values.Where(c => c.ElementType is ElementType.Int8 && c.Rank == 4)
            .Select(c => c.ToString())
            .Order()
            .ShouldBe(["int8[2,2,3,3]", "int8[3,2,3,3]"]);
    }

    [Fact]
    public void Layer_NamedByAValueBehindIt_LosesTheSame()
    {
        var byLayer = ChannelRemoval.Keep(SmallModels.Cnn, Pruned.Channels(("conv1", [0, 2])));
        var byPool = ChannelRemoval.Keep(SmallModels.Cnn, Pruned.Channels(("pool1", [0, 2])));
        Distance.Largest(Pruned.Run(byLayer).ToDoubles(), Pruned.Run(byPool).ToDoubles()).ShouldBe(0);
    }

    [Fact]
    public void ConstantReadTwice_DoesNotTieLayers()
    {
        var model = SmallModels.Of(b =>
        {
            var (x, zero) = (
                b.Input("x", ElementType.Float32, Dim.Batch, 4),
                b.Constant(Tensor.Vector(1f, 2f, 3f, 4f), "b")
            );
            var first = Relu(b.Emit("MatMul", [x, SmallModels.Weights(b, 1, 4, 4)], hint: "first") + zero);
            var second = Relu(b.Emit("MatMul", [first, SmallModels.Weights(b, 2, 4, 4)], hint: "second") + zero);
            return MatMul(second, SmallModels.Weights(b, 3, 4, 2));
        });
        ChannelGroups.Of(model).Select(g => g.Layers.Single()).ShouldBe(["first", "second"]);
        var pruned = ChannelRemoval.Keep(model, Pruned.Channels(("first", [0])));
        pruned.Graph.Constants.Values.Select(c => c.ToString()).ShouldContain("float[1]");
        pruned.Graph.Constants.Values.Select(c => c.ToString()).ShouldContain("float[4]");
        Pruned
            .Run(ChannelRemoval.Keep(model, Pruned.Channels(("first", [0, 1, 2, 3]))))
            .ContentEquals(Pruned.Run(model))
            .ShouldBeTrue();
    }

    [Fact]
    public void ModelOfANewerOperatorSet_KeepsIt()
    {
        var newer = SmallModels.Cnn with { Opsets = SmallModels.Cnn.Opsets.SetItem("", 22) };
        var pruned = ChannelRemoval.Keep(newer, Pruned.Channels(("conv1", [0, 2])));
        pruned.Opset.ShouldBe(22);
        var same = ChannelRemoval.Keep(SmallModels.Cnn, Pruned.Channels(("conv1", [0, 2])));
        Distance.Largest(Pruned.Run(pruned).ToDoubles(), Pruned.Run(same).ToDoubles()).ShouldBe(0);
    }

    [Fact]
    public void OpenExtents_StayOpen()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2, new Dim(null, "H"), new Dim(null, "W"));
            var c = Relu(b.Emit("Conv", [x, SmallModels.Weights(b, 1, 4, 2, 3, 3)], hint: "c"));
            return b.Emit("GlobalAveragePool", [b.Emit("Conv", [c, SmallModels.Weights(b, 2, 3, 4, 3, 3)])]);
        });
        var shapes = Asking
            .Inputs(("x", SmallModels.Random(1, 1, 2, 8, 8)))
            .ToDictionary(i => i.Key, i => i.Value.Shape);
        var pruned = ChannelRemoval.Keep(model, Pruned.Channels(("c", [1, 3])), shapes);
        pruned.Graph.Inputs[0].ToString().ShouldBe(model.Graph.Inputs[0].ToString());
        foreach (var size in new[] { 5, 9 })
            Pruned
                .Run(pruned, Asking.Inputs(("x", SmallModels.Random(2, 1, 2, size, size))))
                .Shape.ShouldBe([1, 3, 1, 1]);
    }

    [Theory]
    [InlineData("conv1", new[] { 0, 4 }, "'conv1' has 4 channels, 0 to 3, so channel 4 cannot be kept.")]
    [InlineData("conv1", new int[0], "nothing would be left of 'conv1': keep at least one of its 4 channels.")]
    [InlineData("conv3", new[] { 0 }, "no layer 'conv3'")]
    [InlineData("conv3", new[] { 0 }, "Similar names: conv1, conv2")]
    [InlineData("y", new[] { 0 }, "channel 1 of 'y' cannot be removed: 'y' is an output of the model.")]
    public void BadRequest_IsRefused(string layer, int[] kept, string complaint) =>
        Should
            .Throw<ModelException>(() => ChannelRemoval.Keep(SmallModels.Cnn, Pruned.Channels((layer, kept))))
            .Message.ShouldContain(complaint);

    [Fact]
    public void TiedLayers_ThatContradictEachOther_AreRefused()
    {
        var model = PruningCases.All["residual"].Whole;
        var kept = Pruned.Channels(("c", [0, 1]), ("d", [0, 2]));
        Should
            .Throw<ModelException>(() => ChannelRemoval.Keep(model, kept))
            .Message.ShouldBe(
                "channel 2 of 'c' is to go, but channel 2 of 'd', which is tied to it, is to stay: name one of the layers only, or let them agree."
            );
    }

    [Theory]
    [InlineData("mean", "ReduceMean → 'mean' relates all places along axis 1 of 'c' to each other")]
    [InlineData("softmax", "Softmax → 'softmax' relates all places along axis 1 of 'c' to each other")]
    [InlineData("count", "Shape → 'shape' reads 'c', and how channels pass Shape is not known")]
    public void ChannelsThatAreRelated_CannotBeRemoved(string way, string reason)
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
            var c = b.Emit("MatMul", [x, SmallModels.Weights(b, 1, 3, 4)], hint: "c");
            Value Softmax() => b.Emit("Softmax", [c], Attributes.None.With("axis", 1), "softmax");
            Value Count() => c / Cast(Gather(b.Emit("Shape", [c], hint: "shape"), b.Longs(1), 0), ElementType.Float32);
            return way switch
            {
                "mean" => b.Emit("ReduceMean", [c, b.Longs(1)], hint: "mean"),
                "softmax" => MatMul(Softmax(), SmallModels.Weights(b, 2, 4, 2)),
                _ => MatMul(Count(), SmallModels.Weights(b, 2, 4, 2)),
            };
        });
        ChannelGroups.Of(model).ShouldBeEmpty();
        Should
            .Throw<ModelException>(() => ChannelRemoval.Keep(model, Pruned.Channels(("c", [0, 1]))))
            .Message.ShouldBe($"channel 2 of 'c' cannot be removed: {reason}.");
    }

    [Fact]
    public void OperatorThatRelatesChannels_IsNamed()
    {
        var model = SmallModels.Of(b =>
        {
            var c = b.Emit(
                "Conv",
                [b.Input("x", ElementType.Float32, Dim.Batch, 2, 4, 4), SmallModels.Weights(b, 1, 4, 2, 1, 1)],
                hint: "c"
            );
            var relu = b.Emit("Relu", [c], hint: "relu");
            var norm = b.Emit("LRN", [relu], Attributes.None.With("size", 3), "norm");
            return b.Emit("Conv", [norm, SmallModels.Weights(b, 2, 3, 4, 1, 1)]);
        });
        ChannelGroups.Of(model).ShouldBeEmpty();
        Should
            .Throw<ModelException>(() => ChannelRemoval.Keep(model, Pruned.Channels(("c", [0, 1]))))
            .Message.ShouldBe(
                "channel 2 of 'c' cannot be removed: LRN → 'norm' reads 'relu', and how channels pass LRN is not known."
            );
    }
}
