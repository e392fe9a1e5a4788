using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe;

/// <summary>DeepLIFT: the difference between example and baseline is sent back.</summary>
/// <param name="Rule">What nonlinearities do with it.</param>
/// <param name="MultiplyByInputs">Whether multipliers are multiplied by the difference of the features.</param>
internal sealed record DifferencePropagation(DeepLiftRule Rule, bool MultiplyByInputs) : Propagation
{
    public override Model Build(Compilation compilation)
    {
        var builder = Continuation.Begin(compilation);
        var baselines = compilation.Features.ToImmutableDictionary(
            f => f,
            f => Define(builder, compilation, f),
            StringComparer.Ordinal
        );
        Continuation.Write(builder, compilation);
        var contrast = Contrast.Write(builder, compilation.Cut.Downstream, baselines);
        var value = builder[compilation.TargetValue];
        var selection = builder[PathPort.Selection];
        builder.Output(Target.WriteSum(contrast.AtBaseline(value), selection), PathPort.Target);
        var seed = Expand(selection, Shape(value)).ShapedLike(value);
        var multipliers = Multipliers(builder, compilation, contrast, seed);
        foreach (var feature in compilation.Features)
        {
            var difference = contrast.Difference(builder[feature]);
            var rows = multipliers.TryGetValue(feature, out var m)
                ? MultiplyByInputs
                    ? m * difference
                    : m
                : difference * 0;
            builder.Output(Summed(rows), PathPort.Sum(feature));
        }
        return compilation.Canonical with { Graph = builder.Build("differences") };
    }

    /// <summary>Defines a feature as the example, once for each baseline, and returns the baselines.</summary>
    private static Value Define(GraphBuilder builder, Compilation compilation, string feature)
    {
        var info = compilation.Canonical.Graph.Info(feature)!;
        var x = Continuation.Row(builder, info, PathPort.Example(feature), 1);
        var baseline = Continuation.Row(builder, info, PathPort.Baseline(feature), Dim.Batch);
        Continuation.Define(builder, info, Expand(x, Shape(baseline)));
        return baseline;
    }

    private ImmutableDictionary<string, Value> Multipliers(
        GraphBuilder builder,
        Compilation compilation,
        Contrast contrast,
        Value seed
    )
    {
        var (features, nodes) = (compilation.Features, compilation.Cut.Downstream);
        if (Rule == DeepLiftRule.Rescale)
            return Walker.Walk(
                builder,
                nodes,
                [KeyValuePair.Create(compilation.TargetValue, seed)],
                features,
                Rescale.Over(compilation.Rules, contrast)
            );
        nodes = Affine.Read(builder, nodes, Visible(compilation));
        return Walker
            .WalkParts(
                builder,
                nodes,
                [KeyValuePair.Create(compilation.TargetValue, ImmutableArray.Create(seed, seed))],
                features,
                RevealCancel.Over(compilation.Rules, contrast, nodes)
            )
            .ToImmutableDictionary(
                p => p.Key,
                p => RevealCancel.Multiplier(p.Value, contrast.Difference(builder[p.Key])),
                StringComparer.Ordinal
            );
    }
}
