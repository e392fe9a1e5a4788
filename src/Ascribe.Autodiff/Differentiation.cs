using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>From a graph and a table of rules to the graph that computes its derivatives.</summary>
public static class Differentiation
{
    /// <summary>Writes ∂(Σ target)/∂feature for every feature into a graph under construction.</summary>
    /// <param name="builder">The graph; everything from features to target stands in it, with known shapes.</param>
    /// <param name="target">One number per example, [N]. Examples do not influence each other, so that the sum over them is harmless.</param>
    /// <param name="features">What is explained, by name. None may depend on another.</param>
    /// <param name="rules">The reading; <see cref="RuleSets.Gradient"/> for gradients.</param>
    /// <returns>One value per feature, of its shape; zeros where the target does not depend on it.</returns>
    /// <exception cref="NotDifferentiableException">A node on the way has no rule.</exception>
    public static ImmutableDictionary<string, Value> Backward(
        GraphBuilder builder,
        Value target,
        ImmutableArray<string> features,
        RuleSet rules
    )
    {
        var ones = Op.Expand(target.Like(1), Op.Shape(target));
        return Backward(builder, KeyValuePair.Create(target.Name, ones), features, rules);
    }

    /// <summary>Writes what comes back to every feature from the adjoint of one value.</summary>
    /// <param name="builder">The graph; everything from features to the value stands in it, with known shapes.</param>
    /// <param name="seed">The value's name and its adjoint, of the same shape.</param>
    /// <param name="features">What is explained, by name. None may depend on another.</param>
    /// <param name="rules">The reading.</param>
    /// <returns>One value per feature, of its shape; zeros where the seeded value does not depend on it.</returns>
    /// <exception cref="NotDifferentiableException">A node on the way has no rule.</exception>
    public static ImmutableDictionary<string, Value> Backward(
        GraphBuilder builder,
        KeyValuePair<string, Value> seed,
        ImmutableArray<string> features,
        RuleSet rules
    )
    {
        var adjoints = Walker.Walk(builder, builder.Nodes, [seed], features, rules);
        return features.ToImmutableDictionary(
            f => f,
            f => adjoints.TryGetValue(f, out var dy) ? dy : Zeros(builder[f]),
            StringComparer.Ordinal
        );
    }

    /// <summary>The whole model with the gradients of a target as further outputs.</summary>
    /// <param name="model">A canonical model with known shapes.</param>
    /// <param name="target">Writes the target behind the model and returns it, [N].</param>
    /// <param name="features">What is explained, by name.</param>
    /// <param name="rules">The reading.</param>
    /// <returns>
    /// A model with the outputs of the given one, then <c>target</c>, then <c>gradient/NAME</c> per feature. Where the model
    /// is itself such a gradient, the second order is <c>target.2</c> and <c>gradient.2/NAME</c>, and so on.
    /// </returns>
    /// <exception cref="NotDifferentiableException">A node on the way has no rule.</exception>
    public static Model Gradient(
        Model model,
        Func<GraphBuilder, Value> target,
        ImmutableArray<string> features,
        RuleSet rules
    )
    {
        var builder = GraphBuilder.WithPortsOf(model.Graph);
        foreach (var node in model.Graph.Nodes)
            builder.Add(node, model.Graph.Info);
        foreach (var output in model.Graph.Outputs)
            builder.Output(builder[output.Name]);
        var scalar = target(builder);
        var gradients = Backward(builder, scalar, features, rules);
        var order = Order(builder);
        builder.Output(scalar, $"target{order}");
        foreach (var feature in features)
            builder.Output(
                builder.Shaped(gradients[feature], builder.Info(feature).Shape!.Value.AsSpan()),
                $"gradient{order}/{feature}"
            );
        return model with { Graph = builder.Build(model.Graph.Name) };
    }

    /// <summary>What is put to the names of the outputs where lower orders have them already.</summary>
    private static string Order(GraphBuilder builder)
    {
        var order = 1;
        while (builder.Contains(order == 1 ? "target" : $"target.{order}"))
            order++;
        return order == 1 ? "" : $".{order}";
    }

    private static Value Zeros(Value like) => Op.Zeros(Op.Shape(like), like.ElementType);
}
