using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests;

/// <summary>A rule case at an example and at a baseline: how much Σ dy·y changes, and what a reading attributes of it.</summary>
internal sealed class DifferenceProbe(RuleCase rule)
{
    private readonly RuleProbe probe = new(rule);

    /// <summary>Σ dy·Δy, and Σ m·Δx by operand.</summary>
    public (double Change, double[] Attributed) Run(bool revealCancel)
    {
        var (model, features) = Model(revealCancel);
        using var session = new Session(model);
        var feeds = probe.Feeds(whole: true);
        foreach (var i in probe.Varied)
            feeds[$"b{i}"] = probe.Fed(i, rule.Operands[i]!.Values(i + 17));
        var results = session.Run(feeds).Select(t => t.ToDoubles()).ToArray();
        var change = results[0].Zip(results[1], (y, other) => y - other).Zip(probe.Dy, (d, w) => d * w).Sum();
        return (change, [.. features.Select((_, k) => results[k + 2].Sum())]);
    }

    private (Model Model, ImmutableArray<string> Features) Model(bool revealCancel)
    {
        var canonical = Canonicalization.Apply(probe.Forward(whole: true));
        canonical = ShapeProbe.Learn(canonical with { Graph = ElementaryForm.Of(canonical.Graph) });
        var builder = GraphBuilder.WithPortsOf(canonical.Graph);
        foreach (var node in canonical.Graph.Nodes)
            builder.Add(node, canonical.Graph.Info);
        ImmutableArray<string> features = [.. probe.Varied.Select(i => $"x{i}")];
        var baselines = features.ToImmutableDictionary(
            f => f,
            f => builder.Input(builder.Info(f) with { Name = $"b{f[1..]}" }),
            StringComparer.Ordinal
        );
        var contrast = Contrast.Write(builder, canonical.Graph.Nodes, baselines);
        var y = builder["y"];
        builder.Output(y);
        builder.Output(contrast.AtBaseline(y));
        var dy = builder.Constant(Tensor.Of(probe.Dy, probe.Output.AsSpan()).To(y.ElementType), "dy");
        var multipliers = Multipliers(builder, canonical.Graph.Nodes, features, contrast, dy, revealCancel);
        foreach (var feature in features)
        {
            var difference = contrast.Difference(builder[feature]);
            var share = multipliers.TryGetValue(feature, out var m) ? m * difference : difference * 0;
            builder.Output(share, $"attributed/{feature}");
        }
        return (Canonicalization.Tidied(canonical with { Graph = builder.Build() }), features);
    }

    private static ImmutableDictionary<string, Value> Multipliers(
        GraphBuilder builder,
        ImmutableArray<Node> nodes,
        ImmutableArray<string> features,
        Contrast contrast,
        Value dy,
        bool revealCancel
    )
    {
        if (!revealCancel)
            return Walker.Walk(
                builder,
                nodes,
                [KeyValuePair.Create("y", dy)],
                features,
                Rescale.Over(RuleSets.Gradient, contrast)
            );
        nodes = Affine.Read(builder, nodes, features.Append("y").ToHashSet(StringComparer.Ordinal));
        return Walker
            .WalkParts(
                builder,
                nodes,
                [KeyValuePair.Create("y", ImmutableArray.Create(dy, dy))],
                features,
                RevealCancel.Over(RuleSets.Gradient, contrast, nodes)
            )
            .ToImmutableDictionary(
                p => p.Key,
                p => RevealCancel.Multiplier(p.Value, contrast.Difference(builder[p.Key])),
                StringComparer.Ordinal
            );
    }
}
