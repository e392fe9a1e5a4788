using Google.Protobuf;

namespace Ascribe.Onnx.Tests;

/// <summary>Whatever is wrong with a file: one line that says what, and where.</summary>
public sealed class BrokenModelTests
{
    [Fact]
    public void MissingFile_IsNamed() =>
        Proto
            .Complaint(() => Model.Load("/nowhere/model.onnx"))
            .ShouldBe("/nowhere/model.onnx: cannot be read: there is no such file.");

    [Fact]
    public void Folder_IsNoModel() =>
        Proto.Complaint(() => Model.Load(Path.GetTempPath())).ShouldContain("cannot be read");

    [Fact]
    public void EmptyPath_IsNoModel() => Proto.Complaint(() => Model.Load("")).ShouldContain("cannot be read");

    [Fact]
    public void EmptyFile_IsSaidToBeEmpty() => Complaint([]).ShouldContain("the file is empty.");

    [Fact]
    public void CutOffFile_IsSaidToBeCutOff()
    {
        var bytes = Proto.WithConstant(Proto.Raw(ElementType.Float32, [100], new byte[400])).ToByteArray();
        // Cut inside the graph at several places; nothing but a complaint may come of it.
        foreach (var length in Enumerable.Range(1, 40).Select(i => bytes.Length * i / 41))
            Complaint(bytes[..length]).ShouldContain("model.onnx: ");
        Complaint(bytes[..(bytes.Length / 2)]).ShouldContain("no ONNX model, or it is cut off or damaged");
    }

    [Fact]
    public void Garbage_IsNoModel()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            Complaint(bytes).ShouldContain("model.onnx: ");
        }
        Complaint("{\"a\": 1}"u8.ToArray()).ShouldContain("no ONNX model");
    }

    /// <summary>Files with a few bytes changed load or are refused; nothing else happens.</summary>
    [Fact]
    public void DamagedFile_NeverCrashes()
    {
        var graph = Proto.Graph(Proto.Node("Add", ["x", "w"], ["h"]), Proto.Node("Relu", ["h"], ["y"]));
        var tensor = Proto.Raw(ElementType.Float32, [2], new byte[8]);
        tensor.Name = "w";
        graph.Initializer.Add(tensor);
        var whole = Proto.Of(graph).ToByteArray();
        var random = new Random(6);
        using var folder = new TemporaryFolder();
        var refused = 0;
        for (var round = 0; round < 1000; round++)
        {
            var bytes = whole.ToArray();
            for (var i = 0; i < 3; i++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["model.onnx"], bytes);
            try
            {
                _ = Model.Load(folder["model.onnx"]);
            }
            catch (ModelException e)
            {
                e.Message.ShouldNotContain("\n");
                refused++;
            }
        }
        refused.ShouldBeGreaterThan(300);
    }

    [Fact]
    public void ModelWithoutGraph_IsRefused() =>
        Proto.Complaint(new global::Onnx.ModelProto { IrVersion = 8 }).ShouldContain("it holds no graph");

    [Fact]
    public void ModelWithoutOutput_IsRefused()
    {
        var graph = Proto.Graph(Proto.Node("Relu", ["x"], ["y"]));
        graph.Output.Clear();
        Proto.Complaint(Proto.Of(graph)).ShouldContain("its graph has no output");
    }

    [Fact]
    public void NameOfAnyLength_LeavesAShortMessage()
    {
        var name = new string('x', 100_000) + "\n";
        var complaint = Proto.Complaint(Proto.Of(Proto.Graph(Proto.Node("Relu", [name], ["y"]))));
        complaint.Length.ShouldBeLessThan(500);
        complaint.ShouldContain("reads 'xxx");
        complaint.ShouldEndWith("which is no input, no constant and made by no node.");
    }

    [Fact]
    public void ModelWithoutOperatorSet_IsRefused()
    {
        var proto = Proto.Of(Proto.Graph(Proto.Node("Relu", ["x"], ["y"])));
        proto.OpsetImport.Clear();
        Proto.Complaint(proto).ShouldContain("names no operator set");
    }

    [Fact]
    public void SparseConstants_AreRefused()
    {
        var graph = Proto.Graph(Proto.Node("Relu", ["x"], ["y"]));
        graph.SparseInitializer.Add(new global::Onnx.SparseTensorProto());
        Proto.Complaint(Proto.Of(graph)).ShouldContain("sparse");
    }

    [Fact]
    public void Cycle_NamesANodeOfIt() =>
        Proto
            .Complaint(
                Proto.Of(
                    Proto.Graph(
                        Proto.Node("Relu", ["b"], ["a"]),
                        Proto.Node("Tanh", ["a"], ["b"]),
                        Proto.Node("Add", ["b", "x"], ["y"])
                    )
                )
            )
            .ShouldContain("is part of a cycle");

    [Fact]
    public void NodeThatReadsItself_IsACycle() =>
        Proto
            .Complaint(Proto.Of(Proto.Graph(Proto.Node("Relu", ["y"], ["y"]))))
            .ShouldContain("Relu → 'y' is part of a cycle");

    [Fact]
    public void ValueMadeTwice_NamesBothMakers()
    {
        var complaint = Proto.Complaint(
            Proto.Of(Proto.Graph(Proto.Node("Relu", ["x"], ["y"]), Proto.Node("Tanh", ["x"], ["y"])))
        );
        complaint.ShouldContain("Tanh → 'y' makes 'y', which Relu → 'y' makes too.");
    }

    [Fact]
    public void ValueThatIsAlsoAnInput_IsRefused() =>
        Proto
            .Complaint(Proto.Of(Proto.Graph(Proto.Node("Relu", ["x"], ["x"]))))
            .ShouldContain("already an input or a constant");

    [Fact]
    public void InputDeclaredTwice_IsNamed()
    {
        var graph = Proto.Graph(Proto.Node("Relu", ["x"], ["y"]));
        graph.Input.Add(Proto.Port("x", 2));
        Proto.Complaint(Proto.Of(graph)).ShouldContain("the input 'x' is declared twice");
    }

    [Fact]
    public void ConstantStoredTwice_IsNamed()
    {
        var proto = Proto.WithConstant(Proto.Raw(ElementType.Float32, [1], new byte[4]));
        proto.Graph.Initializer.Add(proto.Graph.Initializer[0].Clone());
        Proto.Complaint(proto).ShouldContain("the constant 'w' is stored twice");
    }

    [Fact]
    public void MissingConstant_NamesReaderAndValue() =>
        Proto
            .Complaint(Proto.Of(Proto.Graph(Proto.Node("Add", ["x", "w"], ["y"]))))
            .ShouldContain("Add → 'y' reads 'w', which is no input, no constant and made by no node.");

    [Fact]
    public void MissingOutput_IsNamed() =>
        Proto
            .Complaint(Proto.Of(Proto.Graph(Proto.Node("Relu", ["x"], ["z"]))))
            .ShouldContain("the output 'y' is made by no node");

    [Fact]
    public void NodeWithoutOutputs_IsRefused() =>
        Proto
            .Complaint(Proto.Of(Proto.Graph(Proto.Node("Relu", ["x"], ["y"]), Proto.Node("Constant", [], []))))
            .ShouldContain("makes nothing");

    [Fact]
    public void AttributeWithoutItsContent_NamesNodeAndAttribute()
    {
        var node = Proto.Node("If", ["x"], ["y"]);
        node.Name = "branch";
        node.Attribute.Add(
            new global::Onnx.AttributeProto
            {
                Name = "then_branch",
                Type = global::Onnx.AttributeProto.Types.AttributeType.Graph,
            }
        );
        var complaint = Proto.Complaint(Proto.Of(Proto.Graph(node)));
        complaint.ShouldContain("If 'branch'");
        complaint.ShouldContain("'then_branch' is said to be a Graph, but holds none");
    }

    [Fact]
    public void ValueMissingInABranch_IsNoticed()
    {
        var node = Proto.Node("If", ["x"], ["y"]);
        var branch = new global::Onnx.GraphProto();
        branch.Node.Add(Proto.Node("Relu", ["nothing"], ["out"]));
        branch.Output.Add(Proto.Port("out", 2));
        node.Attribute.Add(
            new global::Onnx.AttributeProto
            {
                Name = "then_branch",
                G = branch,
                Type = global::Onnx.AttributeProto.Types.AttributeType.Graph,
            }
        );
        Proto.Complaint(Proto.Of(Proto.Graph(node))).ShouldContain("reads 'nothing'");
    }

    [Theory]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { long.MaxValue, 2 })]
    [InlineData(new long[] { 1L << 32, 1L << 32 })]
    [InlineData(new long[] { 3_000_000_000 })]
    public void ImpossibleExtents_OfAConstant_AreRefused(long[] dims) =>
        Proto
            .Complaint(Proto.WithConstant(Proto.Raw(ElementType.Float32, dims, [])))
            .ShouldContain("the constant 'w': The shape [");

    [Fact]
    public void ImpossibleExtents_OfAnInput_AreRefused()
    {
        var graph = Proto.Graph(Proto.Node("Relu", ["x"], ["y"]));
        graph.Input[0] = Proto.Port("x", 1L << 40);
        Proto.Complaint(Proto.Of(graph)).ShouldContain("'x' has an axis of 1099511627776 elements");
    }

    [Theory]
    [InlineData(7)]
    [InlineData(0)]
    [InlineData(400)]
    public void RawData_OfTheWrongLength_IsNamed(int length) =>
        Proto
            .Complaint(Proto.WithConstant(Proto.Raw(ElementType.Float32, [2], new byte[length])))
            .ShouldContain($"the constant 'w': A tensor float[2] takes 8 bytes, but {length} were given.");

    [Fact]
    public void TypedData_OfTheWrongCount_IsNamed()
    {
        var tensor = new global::Onnx.TensorProto { DataType = 1 };
        tensor.Dims.Add(3);
        tensor.FloatData.Add(1);
        Proto.Complaint(Proto.WithConstant(tensor)).ShouldContain("the constant 'w': ");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    [InlineData(17)]
    [InlineData(99)]
    public void UnknownElementType_IsNamed(int type) =>
        Proto
            .Complaint(Proto.WithConstant(Proto.Raw((ElementType)type, [1], new byte[4])))
            .ShouldContain($"the constant 'w': elements of type {type} are not supported");

    private static string Complaint(byte[] bytes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["model.onnx"], bytes);
        return Proto.Complaint(() => Model.Load(folder["model.onnx"]));
    }
}
