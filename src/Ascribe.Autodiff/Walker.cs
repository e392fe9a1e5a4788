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
    private readonly Dictionary<string, ImmutableArray<Value>> adjoints = new(StringComparer.Ordinal);

    private Walker(GraphBuilder builder, ImmutableArray<Node> nodes, IEnumerable<string> features, RuleSet rules)
    {
        this.builder = builder;
        this.nodes = nodes;
        this.rules = rules;
        var moving = nodes.Where(n => n.Domain.Length > 0 || rules[n.Op] is not Held);
        active = Flow.From(features, moving, name => builder.Info(name).ElementType);
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
    ) =>
        WalkParts(
                builder,
                nodes,
                seeds.Select(s => KeyValuePair.Create(s.Key, ImmutableArray.Create(s.Value))),
                features,
                rules
            )
            .ToImmutableDictionary(a => a.Key, a => a.Value[0], StringComparer.Ordinal);

    /// <summary>The adjoints of the features where an adjoint has several parts that flow side by side.</summary>
    /// <param name="builder">The graph; it holds the forward nodes already and is given the backward ones.</param>
    /// <param name="nodes">The forward nodes from features to target, in running order.</param>
    /// <param name="seeds">The adjoints to start from, by the name of the value that they belong to; all of as many parts.</param>
    /// <param name="features">What is explained. None may depend on another.</param>
    /// <param name="rules">The reading.</param>
    /// <returns>The parts of each feature's adjoint; features that the target does not depend on are missing.</returns>
    /// <exception cref="NotDifferentiableException">A node on the way has no rule.</exception>
    public static ImmutableDictionary<string, ImmutableArray<Value>> WalkParts(
        GraphBuilder builder,
        ImmutableArray<Node> nodes,
        IEnumerable<KeyValuePair<string, ImmutableArray<Value>>> seeds,
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
        if (rule is Refused refused)
            throw new NotDifferentiableException(node, position + 1, nodes.Length, refused.Reason);
        if (rule is PiecewiseConstant or Held)
            return;
        if (!rule.JoinsOutputs && node.Outputs.Skip(1).Any(adjoints.ContainsKey))
            throw new NotDifferentiableException(
                node,
                position + 1,
                nodes.Length,
                "its rule is for the first output only, while the target depends on another"
            );
        var primals = Primals(node);
        for (var input = 0; input < node.Inputs.Length; input++)
        {
            var name = node.Inputs[input];
            if (!active.Contains(name))
                continue;
            var adjoint =
                rule.Adjoints(primals, input)
                ?? throw new NotDifferentiableException(
                    node,
                    position + 1,
                    nodes.Length,
                    $"its rule has no adjoint for input {input} ('{name}')"
                );
            Accumulate(name, [.. adjoint.Select(a => Unbroadcast.Undo(a, rule.Broadcasting, primals[0], input))]);
        }
    }

    /// <summary>The node as its rule sees it, once for each part of the adjoints that came back for its outputs.</summary>
    private ImmutableArray<Primal> Primals(Node node)
    {
        var parts = adjoints[node.Outputs.First(adjoints.ContainsKey)].Length;
        ImmutableArray<bool> varying = [.. node.Inputs.Select(active.Contains)];
        return
        [
            .. Enumerable
                .Range(0, parts)
                .Select(part => new Primal(node, builder, [.. node.Outputs.Select(o => Part(o, part))])
                {
                    Varying = varying,
                }),
        ];

        Value? Part(string output, int part) => adjoints.TryGetValue(output, out var dys) ? dys[part] : null;
    }

    /// <summary>An adjoint has the shape of its value, which rules may ask for.</summary>
    private void Accumulate(string name, ImmutableArray<Value> adjoint)
    {
        var total = adjoints.TryGetValue(name, out var sum) ? [.. sum.Zip(adjoint, (a, b) => a + b)] : adjoint;
        adjoints[name] = builder.Info(name).Shape is { } shape
            ? [.. total.Select(t => builder.Shaped(t, shape.AsSpan()))]
            : total;
    }
}
