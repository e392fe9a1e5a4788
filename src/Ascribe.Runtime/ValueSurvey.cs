using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Runtime;

/// <summary>Types and shapes of every value of a graph on given inputs.</summary>
/// <remarks>
/// The time in which ONNX Runtime makes a session ready grows with the square of its outputs. A large graph is therefore run
/// part by part, and what later parts read is handed on to them.
/// </remarks>
internal sealed class ValueSurvey
{
    /// <summary>Nodes in a part, which may be twice as many in a graph of one part.</summary>
    private const int NodesPerPart = 2_000;

    private readonly Dictionary<string, Tensor> held;
    private readonly Dictionary<string, ValueInfo> infos = new(StringComparer.Ordinal);

    private ValueSurvey(IReadOnlyDictionary<string, Tensor> feeds) => held = new(feeds, StringComparer.Ordinal);

    /// <summary>What is known of each value, by name, for each set of feeds.</summary>
    /// <exception cref="ModelException">The model cannot be run.</exception>
    public static ImmutableArray<Dictionary<string, ValueInfo>> Of(
        Model model,
        params ImmutableArray<IReadOnlyDictionary<string, Tensor>> feeds
    )
    {
        var surveys = feeds.Select(f => new ValueSurvey(f)).ToImmutableArray();
        var parts = Parts(model.Graph);
        var lastReads = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var part = 0; part < parts.Length; part++)
            foreach (var read in parts[part].SelectMany(n => n.Reads))
                lastReads[read] = part;
        for (var part = 0; part < parts.Length; part++)
        {
            var graph = parts.Length == 1 ? model.Graph : Part(model.Graph, parts[part], surveys[0].held);
            using var session = new NativeSession(model with { Graph = WithEveryValue(graph) }, SessionSettings.Once);
            foreach (var survey in surveys)
                survey.Run(session, graph, name => lastReads.GetValueOrDefault(name, -1) > part);
        }
        return [.. surveys.Select(s => s.infos)];
    }

    /// <summary>Only tensors can be handed on, and only at the level of the graph itself.</summary>
    private static Node[][] Parts(Graph graph) =>
        graph.Nodes.Length > 2 * NodesPerPart && graph.Nodes.All(n => IsOfTensors(n) && !n.Subgraphs.Any())
            ? [.. graph.Nodes.Chunk(NodesPerPart)]
            :
            [
                [.. graph.Nodes],
            ];

    private static bool IsOfTensors(Node node) =>
        node.Domain.Length == 0
        && !node.Op.Contains("Sequence", StringComparison.Ordinal)
        && !node.Op.StartsWith("Optional", StringComparison.Ordinal);

    private static Graph Part(Graph graph, Node[] nodes, Dictionary<string, Tensor> held)
    {
        var reads = nodes.SelectMany(n => n.Reads).ToHashSet(StringComparer.Ordinal);
        var constants = reads.Where(graph.Constants.ContainsKey);
        return new Graph
        {
            Inputs = [.. reads.Where(held.ContainsKey).Select(name => new ValueInfo(name, held[name].ElementType))],
            Nodes = [.. nodes],
            Constants = constants.ToImmutableDictionary(
                name => name,
                name => graph.Constants[name],
                StringComparer.Ordinal
            ),
        };
    }

    private static Graph WithEveryValue(Graph graph)
    {
        var names = graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0);
        var outputs = names.Select(name => new ValueInfo(name, ElementType.Undefined));
        return graph with { Outputs = [.. outputs], Values = graph.Values.Clear() };
    }

    private void Run(NativeSession session, Graph graph, Func<string, bool> isReadLater)
    {
        var feeds = graph.Inputs.ToDictionary(i => i.Name, i => held[i.Name], StringComparer.Ordinal);
        var values = session.Take(
            feeds,
            (name, value) =>
                (
                    Info: NativeTensor.Describe(name, value),
                    Content: isReadLater(name) ? NativeTensor.Read(name, value) : null
                ),
            CancellationToken.None
        );
        foreach (var (info, content) in values.Where(v => v.Info is not null))
        {
            infos.Add(info!.Name, info);
            if (content is not null)
                held.Add(info.Name, content);
        }
        foreach (var input in graph.Inputs.Where(i => !isReadLater(i.Name)))
            held.Remove(input.Name);
    }
}
