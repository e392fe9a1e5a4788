using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Lowering;
using Ascribe.Runtime;

namespace Ascribe;

/// <summary>What is in a model, and whether it can be explained.</summary>
public sealed record Inspection
{
    /// <summary>The version of ai.onnx that the model is written in.</summary>
    public required long Opset { get; init; }

    /// <summary>The program that wrote it.</summary>
    public required string Producer { get; init; }

    /// <summary>Inputs with types and shapes.</summary>
    public required ImmutableArray<ValueInfo> Inputs { get; init; }

    /// <summary>Outputs with types and shapes.</summary>
    public required ImmutableArray<ValueInfo> Outputs { get; init; }

    /// <summary>Every hidden value that can be named as a layer, in running order.</summary>
    public required ImmutableArray<Layer> Layers { get; init; }

    /// <summary>Operators by how often they occur.</summary>
    public required ImmutableArray<OperatorCount> Operators { get; init; }

    /// <summary>Operators between floating inputs and outputs that have no backward rule in canonical form.</summary>
    public required ImmutableArray<string> WithoutRule { get; init; }

    /// <summary>Numbers stored in constants of floating or quantized type.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes of all values of one example.</summary>
    public required long ForwardBytes { get; init; }

    /// <summary>Bytes of one example with its gradient; an upper bound, since values are released on the way.</summary>
    public required long GradientBytes { get; init; }

    /// <summary>Looks into a model by running it on made-up inputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="shapes">Shapes of inputs that the model leaves open; see <see cref="ShapeProbe.Learn"/>.</param>
    /// <exception cref="ModelException">The model cannot be run, or needs shapes.</exception>
    public static Inspection Of(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes = null)
    {
        var canonical = Canonicalization.Apply(model, shapes: shapes);
        var known = ShapeProbe.Learn(model with { Graph = RecurrentLayout.TimeFirst(model.Graph) }, shapes);
        var forward = canonical
            .Graph.Nodes.SelectMany(n => n.Outputs)
            .Sum(o => MemoryEstimate.BytesPerExample(canonical.Graph, o));
        return new Inspection
        {
            Opset = model.Opset,
            Producer = model.Producer.Length > 0 ? model.Producer : "unknown",
            Inputs = known.Graph.Inputs,
            Outputs = known.Graph.Outputs,
            Layers =
            [
                .. known.Graph.Nodes.SelectMany(n =>
                    n.Outputs.Where(o => o.Length > 0).Select(o => Layer.Of(known.Graph, n, o))
                ),
            ],
            Operators =
            [
                .. model
                    .Graph.Nodes.GroupBy(n => n.QualifiedOp, StringComparer.Ordinal)
                    .Select(g => new OperatorCount(g.Key, g.Count(), RuleKind(g.Key)))
                    .OrderByDescending(o => o.Count)
                    .ThenBy(o => o.Op, StringComparer.Ordinal),
            ],
            WithoutRule = Unexplained(canonical.Graph),
            Parameters = model.Graph.Constants.Values.Where(IsParameter).Sum(t => (long)t.Length),
            ForwardBytes = forward,
            GradientBytes = 2 * forward,
        };
    }

    private static bool IsParameter(Tensor tensor) =>
        tensor.ElementType.IsFloating() || tensor.ElementType is ElementType.Int8 or ElementType.UInt8;

    private static string RuleKind(string op) =>
        RuleSets.Gradient[op] switch
        {
            Elementwise => "elementwise",
            Linear => "linear",
            Bilinear => "bilinear",
            General => "general",
            PiecewiseConstant => "piecewise constant: nothing flows back",
            _ when op is "BatchNormalization" or "Gemm" || CompositeLowering.Knows(op) =>
                "lowered to operators that have one",
            _ when op is "DequantizeLinear" or "Constant" or "ConstantOfShape" or "Shape" => "folded where constant",
            _ => "–",
        };

    private static ImmutableArray<string> Unexplained(Graph graph)
    {
        var reached = graph
            .Inputs.Where(i => i.ElementType.IsFloating())
            .Select(i => i.Name)
            .ToHashSet(StringComparer.Ordinal);
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(n => n.Reads.Any(reached.Contains)))
        {
            var floating = node.Outputs.Where(o => graph.Info(o)?.ElementType.IsFloating() == true).ToArray();
            if (floating.Length > 0 && (node.Domain.Length > 0 || RuleSets.Gradient[node.Op] is null))
                missing.Add(node.QualifiedOp);
            reached.UnionWith(floating);
        }
        return [.. missing];
    }
}
