using System.Collections.Immutable;

namespace Ascribe.Onnx.Tests;

public sealed class ModelFileTests
{
    public static TheoryData<ElementType> Types =>
        [.. Enum.GetValues<ElementType>().Where(t => t is not (ElementType.Undefined or ElementType.String))];

    [Theory]
    [MemberData(nameof(Types))]
    public void Constant_OfEveryType_ComesBackBitForBit(ElementType type)
    {
        var tensor = Tensor.Of([0.0, 1, 2, 3, 100, 1], 2, 3).To(type);
        var back = RoundTrip(With(tensor)).Graph.Constants["w"];
        back.ContentEquals(tensor).ShouldBeTrue();
        back.ElementType.ShouldBe(type);
        back.ToDoubles().ShouldBe(type == ElementType.Bool ? [0, 1, 1, 1, 1, 1] : [0, 1, 2, 3, 100, 1]);
    }

    [Fact]
    public void Text_ComesBack()
    {
        var tensor = new Tensor([2], ["élan", ""]);
        RoundTrip(With(tensor)).Graph.Constants["w"].Texts.ShouldBe(["élan", ""]);
    }

    [Fact]
    public void Constant_WithoutElements_ComesBack()
    {
        var tensor = Tensor.Of(Array.Empty<float>(), 0, 3);
        RoundTrip(With(tensor)).Graph.Constants["w"].ContentEquals(tensor).ShouldBeTrue();
    }

    [Fact]
    public void Attributes_OfEveryKind_ComeBack()
    {
        var inner = new GraphBuilder();
        inner.Output(inner.Constant(Tensor.Scalar(1f), "c") + 2, "out");
        var attributes = Attributes
            .None.With("int", -3)
            .With("float", 0.5f)
            .With("text", "häl")
            .With("tensor", Tensor.Vector(1L, 2))
            .With("graph", inner.Build())
            .With("ints", new[] { 1L, -2 })
            .With("floats", new[] { 1f, 2.5f })
            .With("texts", new[] { "a", "b" });
        var graph = new Graph
        {
            Nodes = [new Node("Odd", [], ["y"], attributes, "named", "com.example")],
            Outputs = [new ValueInfo("y", ElementType.Float32)],
        };
        var back = RoundTrip(Model.Canonical(graph)).Graph.Nodes.Single();
        back.Domain.ShouldBe("com.example");
        back.Name.ShouldBe("named");
        back.Attributes.Names.ShouldBe(attributes.Names);
        back.Attributes.Int("int").ShouldBe(-3);
        back.Attributes.Float("float").ShouldBe(0.5f);
        back.Attributes.Text("text").ShouldBe("häl");
        back.Attributes.Tensor("tensor")!.ToLongs().ShouldBe([1, 2]);
        GraphText.Write(back.Attributes.Graph("graph")!).ShouldBe(GraphText.Write(attributes.Graph("graph")!));
        back.Attributes.Ints("ints").ShouldBe([1, -2]);
        back.Attributes.Floats("floats").ShouldBe([1, 2.5f]);
        ((ImmutableArray<string>)back.Attributes.Settings.Single(s => s.Key == "texts").Value).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Attribute_AskedForAsAnotherKind_IsNamed() =>
        Proto
            .Complaint(() => Attributes.None.With("axis", "one").Int("axis"))
            .ShouldBe("Attribute 'axis' holds String where Int64 is expected.");

    [Fact]
    public void PortsVersionsAndProducer_ComeBack()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, Dim.Batch, 3, new Dim(null));
        builder.Output(Op.Relu(x), "y");
        var model = Model.Canonical(builder.Build("named")) with { Producer = "somebody" };
        model = model with { Opsets = model.Opsets.Add("com.example", 3) };
        var back = RoundTrip(model);
        back.Producer.ShouldBe("somebody");
        back.Opsets.ShouldBe(model.Opsets, ignoreOrder: true);
        back.Graph.Name.ShouldBe("named");
        back.Graph.Inputs.Single().ToString().ShouldBe("float[N,3,?] x");
    }

    [Fact]
    public void TypedData_IsReadInEveryField()
    {
        Read(ElementType.Float32, t => t.FloatData.AddRange([1, -2])).ToDoubles().ShouldBe([1, -2]);
        Read(ElementType.Float64, t => t.DoubleData.AddRange([1, -2])).ToDoubles().ShouldBe([1, -2]);
        Read(ElementType.Int64, t => t.Int64Data.AddRange([long.MinValue, 7])).ToLongs().ShouldBe([long.MinValue, 7]);
        Read(ElementType.Int32, t => t.Int32Data.AddRange([1, -2])).ToDoubles().ShouldBe([1, -2]);
        Read(ElementType.Int16, t => t.Int32Data.AddRange([1, -2])).ToDoubles().ShouldBe([1, -2]);
        Read(ElementType.Int8, t => t.Int32Data.AddRange([127, -128])).ToDoubles().ShouldBe([127, -128]);
        Read(ElementType.UInt8, t => t.Int32Data.AddRange([0, 255])).ToDoubles().ShouldBe([0, 255]);
        Read(ElementType.UInt16, t => t.Int32Data.AddRange([0, 65535])).ToDoubles().ShouldBe([0, 65535]);
        Read(ElementType.Bool, t => t.Int32Data.AddRange([1, 0])).ToDoubles().ShouldBe([1, 0]);
        Read(ElementType.UInt32, t => t.Uint64Data.AddRange([0, uint.MaxValue]))
            .ToDoubles()
            .ShouldBe([0, uint.MaxValue]);
        Read(ElementType.UInt64, t => t.Uint64Data.AddRange([1, ulong.MaxValue]))
            .As<ulong>()[1]
            .ShouldBe(ulong.MaxValue);
        Read(ElementType.Float16, t => t.Int32Data.AddRange([0x3C00, 0xC000])).ToDoubles().ShouldBe([1, -2]);
        Read(ElementType.BFloat16, t => t.Int32Data.AddRange([0x3F80, 0xC000])).ToDoubles().ShouldBe([1, -2]);
    }

    [Fact]
    public void InputsOfOldFiles_ThatAreConstants_AreConstants()
    {
        var graph = Proto.Graph(Proto.Node("Add", ["x", "w"], ["y"]));
        graph.Input.Add(Proto.Port("w", 2));
        var tensor = Proto.Raw(ElementType.Float32, [2], new byte[8]);
        tensor.Name = "w";
        graph.Initializer.Add(tensor);
        var proto = Proto.Of(graph);
        proto.IrVersion = 3;
        Proto.Load(proto).Graph.Inputs.Select(i => i.Name).ShouldBe(["x"]);
    }

    [Fact]
    public void Domain_SpelledOut_IsTheEmptyOne()
    {
        var node = Proto.Node("Relu", ["x"], ["y"]);
        node.Domain = "ai.onnx";
        var proto = Proto.Of(Proto.Graph(node));
        proto.OpsetImport[0].Domain = "ai.onnx";
        var model = Proto.Load(proto);
        model.Opset.ShouldBe(17);
        model.Graph.Nodes.Single().Domain.ShouldBe("");
    }

    [Fact]
    public void NegativeExtents_AreUnknown()
    {
        var graph = Proto.Graph(Proto.Node("Relu", ["x"], ["y"]));
        graph.Input[0] = Proto.Port("x", -1, 3);
        Proto.Load(Proto.Of(graph)).Graph.Inputs.Single().ToString().ShouldBe("float[?,3] x");
    }

    /// <summary>ONNX Runtime's Split writes parts through a null pointer where they have no name.</summary>
    [Fact]
    public void PartsOfASplit_WithoutAName_AreNamed()
    {
        var graph = Proto.Graph(Proto.Node("Split", ["x"], ["", "y"]));
        Proto.Load(Proto.Of(graph)).Graph.Nodes.Single().Outputs.ShouldBe(["y.unread.0", "y"]);
    }

    [Fact]
    public void ModelBeyondTheLimit_IsWrittenWithItsDataBeside()
    {
        using var folder = new TemporaryFolder();
        var model = With(Tensor.Vector(Enumerable.Range(0, 1000).Select(i => i * 0.5).ToArray()));
        var further = model.Graph.Constants.Add("v", Tensor.Vector(new long[500])).Add("small", Tensor.Vector(1f, 2));
        model = model with { Graph = model.Graph with { Constants = further } };
        var path = folder["model.onnx"];
        model.Save(path).ShouldBe([path]);
        model.Save(path, model.ToBytes().Length).ShouldBe([path]);
        model.Save(path, model.ToBytes().Length - 1).ShouldBe([path, folder["model.onnx.data"]]);
        new FileInfo(path).Length.ShouldBeLessThan(1000);
        Directory.GetFiles(folder.Path).Length.ShouldBe(2);
        Model.Load(path).ToBytes().ShouldBe(model.ToBytes());
    }

    [Fact]
    public void ModelThatReadsItsOwnData_CanBeSavedInItsPlace()
    {
        using var folder = new TemporaryFolder();
        var tensor = Tensor.Vector(Enumerable.Range(0, 300_000).Select(i => i * 0.5).ToArray());
        With(tensor).Save(folder["model.onnx"], largestMessage: 1);
        Model.Load(folder["model.onnx"]).Save(folder["model.onnx"], largestMessage: 1);
        Model.Load(folder["model.onnx"]).Graph.Constants["w"].ContentEquals(tensor).ShouldBeTrue();
    }

    [Fact]
    public void ChainOfAHundredThousandNodes_LoadsInAnyOrder()
    {
        const int length = 100_000;
        var nodes = Enumerable
            .Range(0, length)
            .Select(i => Proto.Node("Relu", [i == 0 ? "x" : $"v{i}"], [i == length - 1 ? "y" : $"v{i + 1}"]))
            .Reverse()
            .ToArray();
        var model = Proto.Load(Proto.Of(Proto.Graph(nodes)));
        model.Graph.Nodes.Length.ShouldBe(length);
        model.Graph.Nodes[0].Inputs[0].ShouldBe("x");
    }

    private static Tensor Read(ElementType type, Action<global::Onnx.TensorProto> fill)
    {
        var proto = new global::Onnx.TensorProto { DataType = (int)type };
        proto.Dims.Add(2);
        fill(proto);
        return Proto.Load(Proto.WithConstant(proto)).Graph.Constants["w"];
    }

    private static Model With(Tensor tensor)
    {
        var builder = new GraphBuilder();
        builder.Output(builder.Constant(tensor, "w"), "y");
        return Model.Canonical(builder.Build());
    }

    private static Model RoundTrip(Model model)
    {
        using var folder = new TemporaryFolder();
        model.Save(folder["model.onnx"]);
        var back = Model.Load(folder["model.onnx"]);
        back.ToBytes().ShouldBe(model.ToBytes());
        return back;
    }
}
