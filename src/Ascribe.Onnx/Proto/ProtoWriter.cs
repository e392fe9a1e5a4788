using System.Collections.Immutable;
using Google.Protobuf;
using Onnx;

namespace Ascribe.Onnx;

/// <summary>Writes a model as its protobuf message.</summary>
internal static class ProtoWriter
{
    /// <summary>The message of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="elsewhere">Where the content of constants lies that the message is not to hold, by their names.</param>
    public static ModelProto Message(Model model, IReadOnlyDictionary<string, DataPlace>? elsewhere = null)
    {
        var proto = new ModelProto
        {
            IrVersion = model.IrVersion,
            ProducerName = model.Producer,
            Graph = Message(model.Graph, elsewhere),
        };
        foreach (var (domain, version) in model.Opsets.OrderBy(o => o.Key, StringComparer.Ordinal))
            proto.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = version });
        return proto;
    }

    /// <summary>Whether a message has at most so many bytes.</summary>
    /// <param name="message">The message.</param>
    /// <param name="held">The tensors in it. Sizes of messages are 32-bit numbers, which a larger one would overflow.</param>
    /// <param name="limit">The number of bytes.</param>
    public static bool Fits(ModelProto message, IEnumerable<Tensor> held, long limit) =>
        held.Sum(t => (long)t.Bytes.Length) <= limit && message.CalculateSize() is >= 0 and var size && size <= limit;

    private static GraphProto Message(Graph graph, IReadOnlyDictionary<string, DataPlace>? elsewhere)
    {
        var proto = new GraphProto { Name = graph.Name };
        proto.Input.AddRange(graph.Inputs.Select(Message));
        proto.Output.AddRange(graph.Outputs.Select(Message));
        proto.Node.AddRange(graph.Nodes.Select(Message));
        foreach (var (name, tensor) in graph.Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
            proto.Initializer.Add(Message(name, tensor, elsewhere?.GetValueOrDefault(name)));
        var ports = graph.Inputs.Concat(graph.Outputs).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        proto.ValueInfo.AddRange(
            graph
                .Values.Values.Where(v => !ports.Contains(v.Name))
                .OrderBy(v => v.Name, StringComparer.Ordinal)
                .Select(Message)
        );
        return proto;
    }

    private static NodeProto Message(Node node)
    {
        var proto = new NodeProto
        {
            OpType = node.Op,
            Name = node.Name,
            Domain = node.Domain,
        };
        proto.Input.AddRange(node.Inputs);
        proto.Output.AddRange(node.Outputs);
        proto.Attribute.AddRange(node.Attributes.Settings.Select(s => Message(s.Key, s.Value)));
        return proto;
    }

    private static ValueInfoProto Message(ValueInfo info)
    {
        if (info.ElementType == ElementType.Undefined)
            return new ValueInfoProto { Name = info.Name };
        var type = new TypeProto.Types.Tensor { ElemType = (int)info.ElementType };
        if (info.Shape is { } dims)
        {
            type.Shape = new TensorShapeProto();
            type.Shape.Dim.AddRange(dims.Select(Message));
        }
        return new ValueInfoProto
        {
            Name = info.Name,
            Type = new TypeProto { TensorType = type },
        };
    }

    private static TensorShapeProto.Types.Dimension Message(Dim dim) =>
        dim switch
        {
            { Extent: { } extent } => new() { DimValue = extent },
            { Symbol: { } symbol } => new() { DimParam = symbol },
            _ => new(),
        };

    private static TensorProto Message(string name, Tensor tensor, DataPlace? elsewhere = null)
    {
        var proto = new TensorProto { Name = name, DataType = (int)tensor.ElementType };
        proto.Dims.AddRange(tensor.Shape);
        if (elsewhere is not null)
            elsewhere.Describe(proto);
        else if (tensor.ElementType == ElementType.String)
            proto.StringData.AddRange(tensor.Texts.Select(ByteString.CopyFromUtf8));
        else
            proto.RawData = UnsafeByteOperations.UnsafeWrap(tensor.Bytes);
        return proto;
    }

    private static AttributeProto Message(string name, object value)
    {
        var proto = new AttributeProto { Name = name };
        switch (value)
        {
            case long number:
                (proto.Type, proto.I) = (AttributeProto.Types.AttributeType.Int, number);
                break;
            case float number:
                (proto.Type, proto.F) = (AttributeProto.Types.AttributeType.Float, number);
                break;
            case string text:
                (proto.Type, proto.S) = (AttributeProto.Types.AttributeType.String, ByteString.CopyFromUtf8(text));
                break;
            case Tensor tensor:
                (proto.Type, proto.T) = (AttributeProto.Types.AttributeType.Tensor, Message("", tensor));
                break;
            case Graph graph:
                (proto.Type, proto.G) = (AttributeProto.Types.AttributeType.Graph, Message(graph, elsewhere: null));
                break;
            case ImmutableArray<long> numbers:
                proto.Type = AttributeProto.Types.AttributeType.Ints;
                proto.Ints.AddRange(numbers);
                break;
            case ImmutableArray<float> numbers:
                proto.Type = AttributeProto.Types.AttributeType.Floats;
                proto.Floats.AddRange(numbers);
                break;
            case ImmutableArray<string> texts:
                proto.Type = AttributeProto.Types.AttributeType.Strings;
                proto.Strings.AddRange(texts.Select(ByteString.CopyFromUtf8));
                break;
        }
        return proto;
    }
}
