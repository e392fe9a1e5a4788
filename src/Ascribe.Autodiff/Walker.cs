using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>Walks a graph from target to features and writes the backward nodes that a rule set prescribes.</summary>
/// <remarks>
/// Everything that every rule would otherwise have to do is done here: finding which nodes matter, summing what arrives from
/// several readers, undoing broadcasts, and refusing nodes without a rule.
/// </remarks>
public sealed class Walker
{
    private readonly GraphBuilder builder;
    private readonly ImmutableArray<Node> nodes;
    private readonly RuleSet rules;
    private readonly HashSet<string> active;
    private readonly Dictionary<string, Value> adjoints = new(StringComparer.Ordinal);

    private Walker(GraphBuilder builder, ImmutableArray<Node> nodes, IEnumerable<string> features, RuleSet rules)
    {
        this.builder = builder;
        this.nodes = nodes;
        this.rules = rules;
        active = Flow.From(features, nodes, name => builder.Info(name).ElementType);
    }

    /// <summary>The adjoints of the features.</summary>
    /// <param name="builder">The graph; it holds the forward nodes already and is given the backward ones.</param>
    /// <param name="nodes">The forward nodes from features to target, in running order.</param>
    /// <param name="seeds">The adjoints to start from, by the name of the value that they belong to.</param>
    /// <param name="features">What is explained. None may depend on another.</param>
    /// <param name="rules">The reading.</param>
    /// <returns>An adjoint per feature, of the feature's shape; features that the target does not depend on are missing.</returns>
    /// <exception cref="NotDifferentiableException">A node on the way has no rule.</exception>
    public static ImmutableDictionary<string, Value> Walk(
        GraphBuilder builder,
        ImmutableArray<Node> nodes,
        IEnumerable<KeyValuePair<string, Value>> seeds,
        ImmutableArray<string> features,
        RuleSet rules
    )
    {
        var walker = new Walker(builder, nodes, features, rules);
        foreach (var (name, adjoint) in seeds.Where(s => walker.active.Contains(s.Key)))
            walker.Accumulate(name, adjoint);
        walker.Run();
        return features
            .Where(walker.adjoints.ContainsKey)
            .ToImmutableDictionary(f => f, f => walker.adjoints[f], StringComparer.Ordinal);
    }

    private void Run()
    {
        for (var position = nodes.Length - 1; position >= 0; position--)
        {
            var node = nodes[position];
            if (node.Outputs.Any(adjoints.ContainsKey) && node.Reads.Any(active.Contains))
                Visit(node, position);
        }
    }

    private void Visit(Node node, int position)
    {
        if (node.Domain.Length > 0 || rules[node.Op] is not { } rule)
            throw new NotDifferentiableException(node, position + 1, nodes.Length, Obstacle.Of(node));
        if (rule is PiecewiseConstant)
            return;
        var dys = node.Outputs.Select(o => adjoints.TryGetValue(o, out var dy) ? dy : (Value?)null).ToImmutableArray();
        if (!rule.JoinsOutputs && dys.Skip(1).Any(dy => dy is not null))
            throw new NotDifferentiableException(
                node,
                position + 1,
                nodes.Length,
                "its rule is for the first output only, while the target depends on another"
            );
        var primal = new Primal(node, builder, dys);
        for (var input = 0; input < node.Inputs.Length; input++)
        {
            var name = node.Inputs[input];
            if (!active.Contains(name))
                continue;
            var adjoint =
                rule.Adjoint(primal, dys.First(dy => dy is not null)!.Value, input)
                ?? throw new NotDifferentiableException(
                    node,
                    position + 1,
                    nodes.Length,
                    $"its rule has no adjoint for input {input} ('{name}')"
                );
            Accumulate(name, Unbroadcast.Undo(adjoint, rule.Broadcasting, primal, input));
        }
    }

    /// <summary>An adjoint has the shape of its value, which rules may ask for.</summary>
    private void Accumulate(string name, Value adjoint)
    {
        var total = adjoints.TryGetValue(name, out var sum) ? sum + adjoint : adjoint;
        adjoints[name] = builder.Info(name).Shape is { } shape ? builder.Shaped(total, shape.AsSpan()) : total;
    }
}
