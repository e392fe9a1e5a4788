using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Onnx.Passes.Upgrade;
using Ascribe.Runtime;

namespace Ascribe.Pruning;

/// <summary>The form of a model that channels are followed through and removed from.</summary>
/// <remarks>
/// Not the canonical form: a pruned model should look like the one that it came from. The operator set is the canonical one, or a
/// newer one that the model has, in which the operators of the table have the same form; constants are folded, but weights that DequantizeLinear reads stay small; every shape is
/// known; and a constant that is read twice is there twice, since one stored zero bias does not tie two layers together.
/// </remarks>
internal static class PrunableForm
{
    /// <summary>The model in that form. Names of values stay.</summary>
    /// <exception cref="ModelException">The model cannot be run, or needs shapes.</exception>
    public static Model Of(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes)
    {
        var upgraded = model.Opset > Model.CanonicalOpset ? model : Upgraded(model, shapes);
        return ShapeProbe.Learn(upgraded with { Graph = Apart(Folded(upgraded)) }, shapes);
    }

    private static Model Upgraded(Model model, IReadOnlyDictionary<string, ImmutableArray<long>>? shapes) =>
        OpsetUpgrade.Upgrade(OpsetUpgrade.NeedsShapes(model) ? ShapeProbe.Learn(model, shapes) : model);

    /// <summary>The graph with constants of one origin and equal content stored once again.</summary>
    public static Graph Rejoined(Graph graph)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var copies in graph.Constants.GroupBy(c => Origin(c.Key), StringComparer.Ordinal))
        {
            var kept = new List<KeyValuePair<string, Tensor>>();
            foreach (var copy in copies.OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                if (kept.FirstOrDefault(k => k.Value.ContentEquals(copy.Value)).Key is { } same)
                    renamed[copy.Key] = same;
                else
                    kept.Add(copy);
            }
        }
        return DeadNodes.Remove(
            graph with
            {
                Nodes = [.. graph.Nodes.Select(n => WithInputs(n, name => renamed.GetValueOrDefault(name, name)))],
            }
        );
    }

    private const string CopyMark = "#";

    private static string Origin(string name) =>
        name.LastIndexOf(CopyMark, StringComparison.Ordinal) is > 0 and var mark ? name[..mark] : name;

    /// <summary>The graph with constants folded.</summary>
    /// <param name="model">The model.</param>
    /// <param name="all">Whether weights that are stored as integers become the numbers that they stand for.</param>
    public static Graph Folded(Model model, bool all = false)
    {
        var graph = model.Graph;
        var stored = graph
            .Nodes.Where(n => !all && IsStored(graph, n))
            .ToHashSet<Node>(ReferenceEqualityComparer.Instance);
        var open = graph with
        {
            Nodes = [.. graph.Nodes.Where(n => !stored.Contains(n))],
            Inputs =
            [
                .. graph.Inputs,
                .. stored.SelectMany(n => n.Outputs).Select(o => new ValueInfo(o, ElementType.Float32)),
            ],
        };
        var folded = ConstantFolding.Fold(open, Evaluated);
        var read = stored.SelectMany(n => n.Inputs).Where(i => i.Length > 0).Distinct(StringComparer.Ordinal);
        return folded with
        {
            Inputs = graph.Inputs,
            Nodes = [.. graph.Nodes.Where(stored.Contains), .. folded.Nodes],
            Constants = folded.Constants.SetItems(read.Select(r => KeyValuePair.Create(r, graph.Constants[r]))),
        };

        ImmutableArray<Tensor> Evaluated(Graph part)
        {
            using var session = new Session(model with { Graph = part }, SessionSettings.Once);
            return session.Run(ImmutableDictionary<string, Tensor>.Empty);
        }
    }

    /// <summary>Whether a node gives the numbers of weights that are stored as integers.</summary>
    private static bool IsStored(Graph graph, Node node) =>
        node is { Op: "DequantizeLinear", Domain: "" }
        && node.Inputs.All(i => i.Length == 0 || graph.Constants.ContainsKey(i));

    private static Graph Apart(Graph graph)
    {
        var constants = graph.Constants.ToBuilder();
        var taken = graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(graph.Nodes.SelectMany(n => n.Subgraphs).SelectMany(g => g.OuterReads));
        var nodes = graph.Nodes.Select(n => WithInputs(n, Own)).ToImmutableArray();
        return graph with { Nodes = nodes, Constants = constants.ToImmutable() };

        string Own(string name)
        {
            if (!graph.Constants.TryGetValue(name, out var tensor) || taken.Add(name))
                return name;
            var copy = Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{name}{CopyMark}{i}").First(taken.Add);
            constants.Add(copy, tensor);
            return copy;
        }
    }

    private static Node WithInputs(Node node, Func<string, string> named) =>
        node with
        {
            Inputs = [.. node.Inputs.Select(named)],
        };
}
