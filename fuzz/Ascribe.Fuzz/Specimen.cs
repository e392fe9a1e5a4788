using System.Collections.Immutable;
using Google.Protobuf;
using Onnx;

namespace Ascribe.Fuzz;

/// <summary>A model that is being spoiled: its file, its message where that is asked for, and what lies beside it.</summary>
/// <param name="folder">Where the file and its neighbors lie.</param>
/// <param name="bytes">The file as it was.</param>
internal sealed class Specimen(string folder, byte[] bytes)
{
    private ModelProto? message;
    private byte[] bytes = bytes;

    /// <summary>Where further files can be put.</summary>
    public string Folder => folder;

    public string File => Path.Combine(folder, "model.onnx");

    /// <summary>The file's content. Setting it gives up the message.</summary>
    public byte[] Bytes
    {
        get => message?.ToByteArray() ?? bytes;
        set => (bytes, message) = (value, null);
    }

    /// <summary>The file as a message; an empty one where it is no model any more.</summary>
    public ModelProto Message => message ??= Parsed();

    /// <summary>The graph and those in its nodes, outermost first.</summary>
    public ImmutableArray<GraphProto> Graphs => Message.Graph is { } graph ? [.. Nested(graph)] : [];

    /// <summary>The nodes of all graphs.</summary>
    public ImmutableArray<NodeProto> Nodes => [.. Graphs.SelectMany(g => g.Node)];

    /// <summary>The tensors of all graphs, those in attributes included.</summary>
    public ImmutableArray<TensorProto> Tensors =>
        [
            .. Graphs.SelectMany(g => g.Initializer),
            .. Nodes.SelectMany(n => n.Attribute).Where(a => a.T is not null).Select(a => a.T),
        ];

    public void Write() => System.IO.File.WriteAllBytes(File, Bytes);

    private static IEnumerable<GraphProto> Nested(GraphProto graph) =>
        graph.Node.SelectMany(n => n.Attribute).Where(a => a.G is not null).SelectMany(a => Nested(a.G)).Prepend(graph);

    private ModelProto Parsed()
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return new ModelProto();
        }
    }
}
