using Google.Protobuf;

namespace Ascribe.Onnx.Tests;

/// <summary>Models as protobuf messages, right and wrong ones.</summary>
internal static class Proto
{
    /// <summary>A model y = Identity(w) whose constant the test fills in.</summary>
    public static global::Onnx.ModelProto WithConstant(global::Onnx.TensorProto tensor)
    {
        tensor.Name = "w";
        var graph = new global::Onnx.GraphProto { Name = "g" };
        graph.Initializer.Add(tensor);
        graph.Node.Add(Node("Identity", ["w"], ["y"]));
        graph.Output.Add(new global::Onnx.ValueInfoProto { Name = "y" });
        return Of(graph);
    }

    public static global::Onnx.ModelProto Of(global::Onnx.GraphProto graph)
    {
        var model = new global::Onnx.ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new global::Onnx.OperatorSetIdProto { Version = 17 });
        return model;
    }

    /// <summary>A graph from x to y.</summary>
    public static global::Onnx.GraphProto Graph(params global::Onnx.NodeProto[] nodes)
    {
        var graph = new global::Onnx.GraphProto { Name = "g" };
        graph.Node.AddRange(nodes);
        graph.Input.Add(Port("x", 2));
        graph.Output.Add(Port("y", 2));
        return graph;
    }

    public static global::Onnx.NodeProto Node(string op, string[] inputs, string[] outputs)
    {
        var node = new global::Onnx.NodeProto { OpType = op };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        return node;
    }

    public static global::Onnx.ValueInfoProto Port(string name, params long[] dims)
    {
        var type = new global::Onnx.TypeProto.Types.Tensor { ElemType = 1, Shape = new() };
        type.Shape.Dim.AddRange(dims.Select(d => new global::Onnx.TensorShapeProto.Types.Dimension { DimValue = d }));
        return new()
        {
            Name = name,
            Type = new() { TensorType = type },
        };
    }

    public static global::Onnx.TensorProto Raw(ElementType type, long[] dims, byte[] bytes)
    {
        var tensor = new global::Onnx.TensorProto { DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        tensor.Dims.AddRange(dims);
        return tensor;
    }

    public static Model Load(global::Onnx.ModelProto proto)
    {
        using var folder = new TemporaryFolder();
        return Load(proto, folder);
    }

    public static Model Load(global::Onnx.ModelProto proto, TemporaryFolder folder)
    {
        File.WriteAllBytes(folder["model.onnx"], proto.ToByteArray());
        return Model.Load(folder["model.onnx"]);
    }

    /// <summary>What is said of a model that cannot be read: one line.</summary>
    public static string Complaint(Action load)
    {
        var message = Should.Throw<ModelException>(load).Message;
        message.ShouldNotContain("\n");
        return message;
    }

    public static string Complaint(global::Onnx.ModelProto proto) => Complaint(() => Load(proto));
}
