using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Layer-wise relevance propagation: the target's value itself is sent back.</summary>
/// <param name="Composite">Which rule is followed where.</param>
internal sealed record RelevancePropagation(LrpComposite Composite) : Propagation
{
    public override Model Build(Compilation compilation)
    {
        var builder = Continuation.Begin(compilation);
        foreach (var info in compilation.Features.Select(f => compilation.Canonical.Graph.Info(f)!))
            Continuation.Define(builder, info, Continuation.Row(builder, info, PathPort.Example(info.Name), Dim.Batch));
        // Relevance starts with all of F(x): its baseline is where F is 0.
        builder.Output(Continuation.Write(builder, compilation) * 0, PathPort.Target);
        var nodes = Affine.Read(builder, compilation.Cut.Downstream, Visible(compilation));
        var value = builder[compilation.TargetValue];
        var rules = Relevance.Over(compilation.Rules, Composite, LayersInFront(compilation.Canonical.Graph, nodes));
        RequireNames(nodes);
        RequirePassage(builder, compilation, nodes, rules);
        var seed = (value * builder[PathPort.Selection]).ShapedLike(value);
        var relevance = Walker.Walk(
            builder,
            nodes,
            [KeyValuePair.Create(compilation.TargetValue, seed)],
            compilation.Features,
            rules
        );
        foreach (var feature in compilation.Features)
        {
            var rows = relevance.TryGetValue(feature, out var r) ? r : builder[feature] * 0;
            builder.Output(Summed(rows), PathPort.Sum(feature));
        }
        return compilation.Canonical with { Graph = builder.Build("relevance") };
    }

    /// <summary>Which nodes have no layer with weights before them, in the whole model and not only behind the features.</summary>
    private static Func<Node, bool> LayersInFront(Graph graph, ImmutableArray<Node> nodes)
    {
        var behind = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(n => HasWeights(n) || n.Reads.Any(behind.Contains)))
            behind.UnionWith(node.Outputs);
        var first = nodes
            .Where(n => !n.Reads.Any(behind.Contains))
            .Select(n => n.Output)
            .ToHashSet(StringComparer.Ordinal);
        return node => first.Contains(node.Output);

        bool HasWeights(Node node) =>
            node.Domain.Length == 0
            && node.Op is "Conv" or "ConvTranspose" or "MatMul"
            && node.Inputs.Any(graph.Constants.ContainsKey);
    }

    private void RequireNames(ImmutableArray<Node> nodes)
    {
        var layers = nodes
            .Where(n => n.Domain.Length == 0 && n.Op is "Conv" or "ConvTranspose" or "MatMul" or Affine.Op)
            .Select(n => n.Output)
            .ToArray();
        foreach (var name in Composite.ByValue.Keys.Except(layers, StringComparer.Ordinal))
            throw new ModelException(
                $"a rule is given for '{name}', but no layer with weights makes it. Similar names: {string.Join(", ", NearestNames.To(name, layers))}."
            );
    }

    /// <summary>Nothing passes a softmax, whose outputs are taken for given: at the end of a network that leaves nothing to share out.</summary>
    private static void RequirePassage(
        GraphBuilder builder,
        Compilation compilation,
        ImmutableArray<Node> nodes,
        RuleSet rules
    )
    {
        var target = compilation.TargetValue;
        if (!Reached(nodes).Contains(target) || Reached(nodes.Where(n => rules[n.Op] is not Held)).Contains(target))
            return;
        var softmax = nodes.Last(n => rules[n.Op] is Held);
        throw new NotDifferentiableException(
            $"{softmax} stands between the target and what is explained, and relevance does not pass it; explain the logit, a target in '{softmax.Inputs[0]}' (--target)."
        );

        HashSet<string> Reached(IEnumerable<Node> through) =>
            Flow.From(compilation.Features, through, name => builder.Info(name).ElementType);
    }
}
