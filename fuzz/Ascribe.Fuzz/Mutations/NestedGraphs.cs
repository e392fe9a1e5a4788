using Onnx;

namespace Ascribe.Fuzz.Mutations;

/// <summary>A graph stands inside its own nodes, or branches are nested deeply.</summary>
internal sealed class NestedGraphs : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Message.Graph is not { } graph || graph.Node.Count == 0 || graph.Output.Count == 0)
            return;
        var inner = random.Chance(0.5) ? graph.Clone() : Smallest(graph);
        var depth = random.Of([1, 2, 5, 20, 40, 200]);
        // The clones of a whole graph grow with every level.
        for (var i = 0; i < depth && inner.CalculateSize() < 1 << 20; i++)
            inner = Around(inner, random, i);
        graph.Node.Add(inner.Node[0]);
    }

    /// <summary>A graph that passes on something from outside.</summary>
    private static GraphProto Smallest(GraphProto graph)
    {
        var outer = graph.Node.SelectMany(n => n.Output).FirstOrDefault("nothing");
        var inner = new GraphProto { Name = "inner" };
        var node = new NodeProto { OpType = "Identity" };
        node.Input.Add(outer);
        node.Output.Add("inmost");
        inner.Node.Add(node);
        inner.Output.Add(new ValueInfoProto { Name = "inmost" });
        return inner;
    }

    private static GraphProto Around(GraphProto inner, Random random, int level)
    {
        var node = new NodeProto { OpType = random.Of(["If", "Loop", "Scan"]), Name = $"nest{level}" };
        node.Input.Add("condition");
        node.Output.Add($"nested{level}");
        foreach (var name in node.OpType is "If" ? ["then_branch", "else_branch"] : new[] { "body" })
        {
            node.Attribute.Add(
                new AttributeProto
                {
                    Name = name,
                    Type = AttributeProto.Types.AttributeType.Graph,
                    G = name is "else_branch" ? Smallest(inner) : inner,
                }
            );
        }
        var condition = new TensorProto
        {
            Name = "condition",
            DataType = (int)Ascribe.Onnx.ElementType.Bool,
            RawData = Google.Protobuf.ByteString.CopyFrom((byte)random.Next(2)),
        };
        var outer = new GraphProto { Name = $"level{level}" };
        outer.Node.Add(node);
        outer.Initializer.Add(condition);
        outer.Output.Add(new ValueInfoProto { Name = $"nested{level}" });
        return outer;
    }
}
