using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>Which constants of a model are trained.</summary>
public static class Parameters
{
    /// <summary>
    /// The weights and biases of Conv, ConvTranspose and MatMul, a bias that is added behind one of them included, and the
    /// tables that Gather picks rows of, in running order.
    /// </summary>
    /// <param name="graph">A canonical graph. Gemm is lowered there to MatMul and Add.</param>
    public static ImmutableArray<Parameter> Of(Graph graph)
    {
        var found = new OrderedDictionary<string, Parameter>(StringComparer.Ordinal);
        var products = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(n => n.Domain.Length == 0))
        {
            var held = Held(node, products, name => Stored(graph, name)).ToArray();
            foreach (var (name, role, fanIn) in held)
            {
                var tensor = graph.Constants[name];
                found.TryAdd(name, new Parameter(name, role, tensor.ElementType, tensor.Shape, fanIn));
            }
            if (held.Any(h => h.Role == ParameterRole.Weight))
                products.Add(node.Output);
        }
        return [.. found.Values];
    }

    /// <summary>The parameters without those that are frozen.</summary>
    /// <param name="graph">A canonical graph.</param>
    /// <param name="frozen">Names of parameters, or beginnings of them up to a dot.</param>
    /// <param name="frozenUpTo">A value; everything that it is made from is frozen.</param>
    /// <exception cref="ModelException">A name is unknown, or nothing is left.</exception>
    internal static ImmutableArray<Parameter> Trained(Graph graph, ImmutableArray<string> frozen, string? frozenUpTo)
    {
        var all = Of(graph);
        if (all.IsEmpty)
            throw new ModelException(
                "the model has no parameter to train: no stored weight or bias of a product or a convolution, and no table, leads to its loss."
            );
        if (frozen.FirstOrDefault(name => !all.Any(p => p.IsNamedBy(name))) is { } unknown)
            throw new ModelException(
                $"no parameter '{unknown}' can be frozen. Similar names: {string.Join(", ", NearestNames.To(unknown, all.Select(p => p.Name)))}."
            );
        var upstream = frozenUpTo is null ? [] : Upstream(graph, frozenUpTo);
        var trained = all.Where(p => !frozen.Any(p.IsNamedBy) && !upstream.Contains(p.Name)).ToImmutableArray();
        return trained.IsEmpty
            ? throw new ModelException($"all {all.Length} parameters are frozen, so there is nothing to train.")
            : trained;
    }

    /// <summary>The constants that a node holds as parameters.</summary>
    private static IEnumerable<(string Name, ParameterRole Role, long FanIn)> Held(
        Node node,
        HashSet<string> products,
        Func<string?, Tensor?> stored
    )
    {
        foreach (var (input, name) in node.Inputs.Index())
        {
            if (stored(name) is not { } tensor)
                continue;
            if (IsWeight(node, input))
                yield return (name, ParameterRole.Weight, FanIn(node, input, tensor.Shape));
            else if (node is { Op: "Gather" } && input == 0 && tensor.Rank > 1 && node.Attributes.Int("axis") == 0)
                yield return (name, ParameterRole.Table, 1);
            else if (IsBias(node, input, products))
                yield return (name, ParameterRole.Bias, 1);
        }
    }

    private static bool IsWeight(Node node, int input) =>
        node.Op switch
        {
            "MatMul" => true,
            "Conv" or "ConvTranspose" => input == 1,
            _ => false,
        };

    private static bool IsBias(Node node, int input, HashSet<string> products) =>
        node.Op switch
        {
            "Conv" or "ConvTranspose" => input == 2,
            "Add" => products.Contains(node.Inputs[1 - input]),
            _ => false,
        };

    private static long FanIn(Node node, int input, ImmutableArray<long> shape)
    {
        if (node.Op == "MatMul")
            return input == 0 || shape.Length == 1 ? shape[^1] : shape[^2];
        var kernel = shape.Skip(2).Aggregate(1L, (product, extent) => product * extent);
        return kernel * (node.Op == "Conv" ? shape[1] : shape[0] / node.Attributes.Int("group", 1));
    }

    /// <summary>A single number is no parameter: graphs share one wherever it is needed.</summary>
    private static Tensor? Stored(Graph graph, string? name) =>
        name is not null
        && graph.Constants.GetValueOrDefault(name) is { Rank: > 0 } tensor
        && tensor.ElementType.IsFloating()
            ? tensor
            : null;

    /// <summary>Every value that one is made from.</summary>
    private static HashSet<string> Upstream(Graph graph, string value)
    {
        var producers = graph.Producers();
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([value]);
        while (open.TryPop(out var name))
        {
            if (!needed.Add(name) || !producers.TryGetValue(name, out var node))
                continue;
            foreach (var read in node.Reads)
                open.Push(read);
        }
        return needed;
    }
}
