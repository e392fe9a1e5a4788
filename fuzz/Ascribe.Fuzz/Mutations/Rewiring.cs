namespace Ascribe.Fuzz.Mutations;

/// <summary>A node reads its inputs in another order, others, fewer, or more.</summary>
internal sealed class Rewiring : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Graphs is not { Length: > 0 } graphs)
            return;
        var graph = random.Of(graphs);
        if (graph.Node.Count == 0)
            return;
        var inputs = random.Of(graph.Node).Input;
        string[] names =
        [
            .. graph.Input.Select(i => i.Name),
            .. graph.Initializer.Select(i => i.Name),
            .. graph.Node.SelectMany(n => n.Output),
        ];
        switch (random.Next(6))
        {
            case 0 when inputs.Count > 1:
                (inputs[0], inputs[^1]) = (inputs[^1], inputs[0]);
                break;
            case 1 when inputs.Count > 0:
                inputs.RemoveAt(random.Next(inputs.Count));
                break;
            case 2 when inputs.Count > 0:
                inputs[random.Next(inputs.Count)] = "";
                break;
            case 3 when names.Length > 0:
                inputs.Add(random.Of(names));
                break;
            case 4:
                inputs.Add("nothing makes this");
                break;
            case var _ when inputs.Count > 0 && names.Length > 0:
                inputs[random.Next(inputs.Count)] = random.Of(names);
                break;
        }
    }
}
