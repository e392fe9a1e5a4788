using Ascribe.Onnx.Passes;
using Google.Protobuf;

namespace Ascribe.Onnx.Tests.Passes;

public sealed class SinglePrecisionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryPlaceThatNamesAType_NamesSinglePrecision()
    {
        var model = SinglePrecision.Read(Of(ElementType.Float16));
        SinglePrecision.HalfTypes(model.Graph).ShouldBeEmpty();
        model.Graph.Inputs[0].ElementType.ShouldBe(ElementType.Float32);
        model.Graph.Outputs[0].ElementType.ShouldBe(ElementType.Float32);
        model.Graph.Constants["w"].As<float>().ToArray().ShouldBe([0.5f, -1.25f]);
        foreach (var (node, setting) in new[] { (0, "to"), (1, "dtype") })
            model.Graph.Nodes[node].Attributes.Int(setting).ShouldBe((long)ElementType.Float32);
        model.Graph.Nodes[2].Attributes.Tensor("value")!.ElementType.ShouldBe(ElementType.Float32);
        model.Graph.Nodes[3].Attributes.Graph("then_branch")!.Outputs[0].ElementType.ShouldBe(ElementType.Float32);
    }

    [Fact]
    public void HalfTypes_AreNamedOnce() =>
        SinglePrecision.HalfTypes(Of(ElementType.BFloat16).Graph).ShouldBe([ElementType.BFloat16]);

    [Fact]
    public void ModelWithoutHalfPrecision_IsTheSame()
    {
        var model = Of(ElementType.Float64);
        SinglePrecision.Read(model).ShouldBeSameAs(model);
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    public void WeightsBesideTheModel_AreWidened(ElementType type)
    {
        File.WriteAllBytes(folder["w.bin"], Tensor.Vector(0.5f, -1.25f).To(type).Bytes.ToArray());
        var stored = new global::Onnx.TensorProto
        {
            DataType = (int)type,
            DataLocation = global::Onnx.TensorProto.Types.DataLocation.External,
        };
        stored.Dims.Add(2);
        stored.ExternalData.Add(new global::Onnx.StringStringEntryProto { Key = "location", Value = "w.bin" });
        File.WriteAllBytes(folder["m.onnx"], Proto.WithConstant(stored).ToByteArray());
        var model = SinglePrecision.Read(Model.Load(folder["m.onnx"]));
        model.Graph.Constants["w"].As<float>().ToArray().ShouldBe([0.5f, -1.25f]);
    }

    private static Model Of(ElementType type)
    {
        var b = new GraphBuilder();
        var x = b.Input("x", type, Dim.Batch, 2);
        var w = b.Constant(Tensor.Vector(0.5f, -1.25f).To(type), "w");
        var cast = b.Emit("Cast", [x], Attributes.None.With("to", (long)type));
        b.Emit("RandomNormalLike", [cast], Attributes.None.With("dtype", (long)type));
        b.Emit("ConstantOfShape", [b.Longs(2)], Attributes.None.With("value", Tensor.Filled(type, [1], 1)));
        var made = new Node("Constant", [], ["inner"], Attributes.None.With("value", Tensor.Filled(type, [1], 1)));
        var branch = new Graph { Nodes = [made], Outputs = [new ValueInfo("inner", type)] };
        b.Emit(
            "If",
            [b.Constant(Tensor.Scalar(true))],
            Attributes.None.With("then_branch", branch).With("else_branch", branch)
        );
        b.Output(cast * w, "y");
        return Model.Canonical(b.Build());
    }
}
