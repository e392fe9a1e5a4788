namespace Ascribe.Fuzz.Mutations;

/// <summary>A name of many characters: of a value wherever it is mentioned, of a node, an operator or a setting.</summary>
internal sealed class LongNames : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Nodes is not { Length: > 0 } nodes)
            return;
        var name = string.Concat(
            Enumerable.Repeat(random.Of(["x", "é", "line\n", "[/]'\"", "\U0001F600"]), random.Of([50, 1000, 100_000]))
        );
        var node = random.Of(nodes);
        switch (random.Next(5))
        {
            case 0:
                node.Name = name;
                break;
            case 1:
                node.OpType = name;
                break;
            case 2:
                node.Attribute.Add(
                    new global::Onnx.AttributeProto
                    {
                        Name = name,
                        I = 1,
                        Type = global::Onnx.AttributeProto.Types.AttributeType.Int,
                    }
                );
                break;
            case 3 when node.Input.Count > 0:
                node.Input[random.Next(node.Input.Count)] = name;
                break;
            case var _ when node.Output.Count > 0:
                Rename(specimen, node.Output[0], name);
                break;
        }
    }

    private static void Rename(Specimen specimen, string name, string other)
    {
        foreach (var graph in specimen.Graphs)
        {
            foreach (var list in graph.Node.SelectMany(n => new[] { n.Input, n.Output }))
            {
                for (var i = 0; i < list.Count; i++)
                    list[i] = list[i] == name ? other : list[i];
            }
            foreach (var port in graph.Output.Concat(graph.ValueInfo).Where(o => o.Name == name))
                port.Name = other;
        }
    }
}
