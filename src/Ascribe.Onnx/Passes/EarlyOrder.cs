namespace Ascribe.Onnx.Passes;

/// <summary>Nodes in a running order → the same nodes in one where few of them could have run long before their turn.</summary>
/// <remarks>
/// A gradient graph has all forward nodes in front, and behind them the slopes, each of which could run as soon as its forward
/// node has. When ONNX Runtime makes a session, it sorts the graph again and again with a list of what could run next, and
/// walks along that list for every node: with a long list the time is quadratic. Here each slope follows its forward node.
/// </remarks>
public static class EarlyOrder
{
    /// <summary>Smaller graphs do not gain.</summary>
    private const int Smallest = 2_000;

    /// <summary>The graph with its nodes in that order.</summary>
    public static Graph Sort(Graph graph)
    {
        if (graph.Nodes.Length < Smallest)
            return graph;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < graph.Nodes.Length; i++)
            foreach (var output in graph.Nodes[i].Outputs.Where(o => o.Length > 0))
                places[output] = i;
        var readers = graph.Nodes.Select(_ => new List<int>()).ToArray();
        var waiting = new int[graph.Nodes.Length];
        for (var i = 0; i < graph.Nodes.Length; i++)
            foreach (var maker in graph.Nodes[i].Reads.Where(places.ContainsKey).Select(r => places[r]).Distinct())
            {
                readers[maker].Add(i);
                waiting[i]++;
            }
        return graph with { Nodes = [.. Sorted(readers, waiting).Select(i => graph.Nodes[i])] };
    }

    /// <summary>Of what has become ready last, the last comes first: that is the slope, and not the next forward node.</summary>
    private static IEnumerable<int> Sorted(List<int>[] readers, int[] waiting)
    {
        var ready = new Stack<int>(Enumerable.Range(0, waiting.Length).Where(i => waiting[i] == 0).Reverse());
        while (ready.TryPop(out var next))
        {
            yield return next;
            foreach (var reader in readers[next])
            {
                if (--waiting[reader] == 0)
                    ready.Push(reader);
            }
        }
    }
}
