namespace Ascribe.Fuzz.Mutations;

/// <summary>Two values, nodes, constants or inputs share a name.</summary>
internal sealed class DuplicateNames : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Graphs is not { Length: > 0 } graphs)
            return;
        var graph = random.Of(graphs);
        var outer = graphs[0];
        string[] names =
        [
            .. outer.Input.Select(i => i.Name),
            .. outer.Initializer.Select(i => i.Name),
            .. outer.Node.SelectMany(n => n.Output),
        ];
        if (names.Length == 0)
            return;
        var name = random.Of(names);
        switch (random.Next(6))
        {
            case 0 when graph.Node.Count > 0 && random.Of(graph.Node).Output is { Count: > 0 } made:
                made[random.Next(made.Count)] = name;
                break;
            case 1 when graph.Initializer.Count > 0:
                random.Of(graph.Initializer).Name = name;
                break;
            case 2 when graph.Input.Count > 0:
                random.Of(graph.Input).Name = name;
                break;
            case 3 when graph.Output.Count > 0:
                graph.Output.Add(random.Of(graph.Output).Clone());
                break;
            case 4 when graph.Output.Count > 0:
                random.Of(graph.Output).Name = name;
                break;
            case var _ when graph.Node.Count > 0:
                graph.Node.Add(random.Of(graph.Node).Clone());
                break;
        }
    }
}
