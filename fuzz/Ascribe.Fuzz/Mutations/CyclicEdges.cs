namespace Ascribe.Fuzz.Mutations;

/// <summary>A node reads what it, or a later one, makes.</summary>
internal sealed class CyclicEdges : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Graphs is not { Length: > 0 } graphs)
            return;
        var nodes = random.Of(graphs).Node;
        if (nodes.Count == 0)
            return;
        var (reader, maker) = (random.Next(nodes.Count), random.Next(nodes.Count));
        if (nodes[Math.Max(reader, maker)].Output.Count == 0)
            return;
        var name = nodes[Math.Max(reader, maker)].Output[0];
        var inputs = nodes[Math.Min(reader, maker)].Input;
        if (inputs.Count > 0)
            inputs[random.Next(inputs.Count)] = name;
        else
            inputs.Add(name);
    }
}
