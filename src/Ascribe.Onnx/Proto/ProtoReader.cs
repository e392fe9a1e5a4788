using System.Collections.Immutable;
using Onnx;

namespace Ascribe.Onnx;

/// <summary>Reads a model out of its protobuf message.</summary>
/// <param name="folder">Where external tensor data may lie.</param>
internal sealed class ProtoReader(string folder)
{
    private readonly TensorReader tensors = new(folder);

    public Model Read(ModelProto proto)
    {
        if (proto.Graph is null)
            throw new ModelException("this is no ONNX model: it holds no graph.");
        if (proto.OpsetImport.Count == 0)
            throw new ModelException("the model names no operator set (opset_import is empty).");
        if (proto.Graph.Output.Count == 0)
            throw new ModelException("the model gives nothing: its graph has no output.");
        FunctionInlining.Inline(proto);
        var opsets = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var opset in proto.OpsetImport)
            opsets[Domain(opset.Domain)] = opset.Version;
        return new Model(Graph(proto.Graph), opsets.ToImmutable(), proto.IrVersion, proto.ProducerName);
    }

    private Graph Graph(GraphProto proto)
    {
        if (proto.SparseInitializer.Count > 0)
            throw new ModelException("sparse constants are not supported; store them dense.");
        var constants = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var tensor in proto.Initializer)
        {
            if (!constants.TryAdd(tensor.Name, tensors.Read(tensor)))
                throw new ModelException($"the constant '{tensor.Name}' is stored twice.");
        }
        var infos = proto.ValueInfo.Where(v => v.Type?.TensorType is not null).Select(Info);
        return new Graph
        {
            Name = proto.Name.Length > 0 ? proto.Name : "graph",
            Constants = constants.ToImmutable(),
            // Files of IR version 3 and before list constants among the inputs too.
            Inputs = [.. proto.Input.Where(i => !constants.ContainsKey(i.Name)).Select(Info)],
            Outputs = [.. proto.Output.Select(Info)],
            Nodes = [.. proto.Node.Select(Node)],
            Values = infos
                .DistinctBy(v => v.Name, StringComparer.Ordinal)
                .ToImmutableDictionary(v => v.Name, StringComparer.Ordinal),
        };
    }

    private Node Node(NodeProto proto) =>
        new(proto.OpType, [.. proto.Input], Outputs(proto), Attributes(proto), proto.Name, Domain(proto.Domain));

    /// <summary>
    /// Outputs may be left out by an empty name. ONNX Runtime's Split writes them all the same, through a null pointer; there
    /// they are given a name.
    /// </summary>
    private static ImmutableArray<string> Outputs(NodeProto proto)
    {
        if (proto.OpType is not "Split" || proto.Output.All(o => o.Length > 0))
            return [.. proto.Output];
        var stem = proto.Output.FirstOrDefault(o => o.Length > 0) ?? proto.Name;
        return [.. proto.Output.Select((o, i) => o.Length > 0 ? o : $"{stem}.unread.{i}")];
    }

    /// <summary>"ai.onnx" is another spelling of the empty domain.</summary>
    private static string Domain(string domain) => domain is "ai.onnx" ? "" : domain;

    private static ValueInfo Info(ValueInfoProto proto)
    {
        if (proto.Type?.TensorType is not { } type)
            return new ValueInfo(proto.Name, ElementType.Undefined);
        var shape = type.Shape is null
            ? (ImmutableArray<Dim>?)null
            : [.. type.Shape.Dim.Select(d => Dim(proto.Name, d))];
        return new ValueInfo(proto.Name, (ElementType)type.ElemType, shape);
    }

    private static Dim Dim(string name, TensorShapeProto.Types.Dimension proto) =>
        proto.ValueCase switch
        {
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when proto.DimValue < 0 => new Dim(null),
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue when proto.DimValue > int.MaxValue =>
                throw new ModelException(
                    $"'{name}' has an axis of {proto.DimValue} elements, more than any array can hold."
                ),
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => proto.DimValue,
            TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam => new Dim(null, proto.DimParam),
            _ => new Dim(null),
        };

    private Attributes Attributes(NodeProto node)
    {
        var attributes = Onnx.Attributes.None;
        try
        {
            foreach (var proto in node.Attribute)
                attributes = Value(proto) is { } value ? attributes.With(proto.Name, value) : attributes;
        }
        catch (ModelException e)
        {
            throw new ModelException($"{node.OpType} '{node.Name}': {e.Message}", e);
        }
        return attributes;
    }

    private object? Value(AttributeProto proto) =>
        proto.Type switch
        {
            AttributeProto.Types.AttributeType.Float => proto.F,
            AttributeProto.Types.AttributeType.Int => proto.I,
            AttributeProto.Types.AttributeType.String => proto.S.ToStringUtf8(),
            AttributeProto.Types.AttributeType.Tensor when proto.T is { } tensor => tensors.Read(tensor),
            AttributeProto.Types.AttributeType.Graph when proto.G is { } graph => Graph(graph),
            AttributeProto.Types.AttributeType.Floats => proto.Floats.ToImmutableArray(),
            AttributeProto.Types.AttributeType.Ints => proto.Ints.ToImmutableArray(),
            AttributeProto.Types.AttributeType.Strings => proto
                .Strings.Select(s => s.ToStringUtf8())
                .ToImmutableArray(),
            AttributeProto.Types.AttributeType.Undefined => null,
            AttributeProto.Types.AttributeType.Tensor or AttributeProto.Types.AttributeType.Graph =>
                throw new ModelException($"attribute '{proto.Name}' is said to be a {proto.Type}, but holds none."),
            _ => throw new ModelException($"attribute '{proto.Name}' is of the unsupported kind {proto.Type}."),
        };
}
