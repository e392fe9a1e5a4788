namespace Ascribe.Onnx.Passes.ControlFlow;

/// <summary>If with a constant condition → the branch that is taken.</summary>
internal static class Branches
{
    public static bool Resolve(GraphBuilder builder, Node node)
    {
        if (node is not { Op: "If", Domain: "" } || builder[node.Required(0)].Content is not { } condition)
            return false;
        var name = condition.ToDoubles() is [0] ? "else_branch" : "then_branch";
        var branch = node.Attributes.Graph(name) ?? throw new ModelException($"{node} lacks its {name}.");
        var results = new Inlining(builder, node.Output).Write(branch, []);
        foreach (var (output, result) in node.Outputs.Zip(results))
            builder.Alias(output, result);
        return true;
    }
}
