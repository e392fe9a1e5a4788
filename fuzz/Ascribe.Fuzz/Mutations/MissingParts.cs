namespace Ascribe.Fuzz.Mutations;

/// <summary>A node, an input, an output, a constant or the name of an output is gone, or there is one output too many.</summary>
internal sealed class MissingParts : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Graphs is not { Length: > 0 } graphs)
            return;
        var graph = random.Of(graphs);
        switch (random.Next(9))
        {
            case 0 when graph.Input.Count > 0:
                graph.Input.RemoveAt(random.Next(graph.Input.Count));
                break;
            case 1 when graph.Output.Count > 0:
                graph.Output.RemoveAt(random.Next(graph.Output.Count));
                break;
            case 2 when graph.Initializer.Count > 0:
                graph.Initializer.RemoveAt(random.Next(graph.Initializer.Count));
                break;
            case 3 when graph.Node.Count > 0 && random.Of(graph.Node).Output is { Count: > 0 } made:
                made[random.Next(made.Count)] = "";
                break;
            case 4 when graph.Node.Count > 0:
                random.Of(graph.Node).Output.Add("one.too.many");
                break;
            case 5 when graph.Node.Count > 0 && random.Of(graph.Node).Output is { Count: > 0 } made:
                made.RemoveAt(random.Next(made.Count));
                break;
            case 6 when graph.Output.Count > 0:
                random.Of(graph.Output).Type = null;
                break;
            case 7 when graph.Input.Count > 0:
                random.Of(graph.Input).Type = null;
                break;
            case var _ when graph.Node.Count > 0:
                graph.Node.RemoveAt(random.Next(graph.Node.Count));
                break;
        }
    }
}
