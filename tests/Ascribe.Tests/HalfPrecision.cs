using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Tests;

/// <summary>Models in single precision as exporters write them in half.</summary>
internal static class HalfPrecision
{
    /// <summary>Everything in half precision: weights, inputs, outputs, and what casts lead to.</summary>
    public static Model Throughout(Model model, ElementType half) =>
        model with
        {
            Graph = Throughout(model.Graph, half),
        };

    /// <summary>Half precision inside, single precision at inputs and outputs.</summary>
    public static Model Inside(Model model, ElementType half)
    {
        var graph = Throughout(model, half).Graph;
        var inputs = model.Graph.Inputs.Where(i => i.ElementType == ElementType.Float32).ToArray();
        var from = inputs.ToDictionary(i => i.Name, i => $"{i.Name}.half", StringComparer.Ordinal);
        var to = model.Graph.Outputs.ToDictionary(o => o.Name, o => $"{o.Name}.half", StringComparer.Ordinal);
        var nodes = graph.Nodes.Select(n =>
            n with
            {
                Inputs =
                [
                    .. n.Inputs.Select(i =>
                        from.GetValueOrDefault(to.GetValueOrDefault(i, i), to.GetValueOrDefault(i, i))
                    ),
                ],
                Outputs = [.. n.Outputs.Select(o => to.GetValueOrDefault(o, o))],
            }
        );
        return model with
        {
            Graph = graph with
            {
                Inputs = model.Graph.Inputs,
                Outputs = model.Graph.Outputs,
                Nodes =
                [
                    .. from.Select(f => Cast(f.Key, f.Value, half)),
                    .. nodes,
                    .. to.Select(t => Cast(t.Value, t.Key, ElementType.Float32)),
                ],
            },
        };
    }

    /// <summary>Weights in half precision, each cast to single precision before it is read.</summary>
    public static Model Weights(Model model, ElementType half)
    {
        var stored = model.Graph.Constants.Where(c => c.Value.ElementType == ElementType.Float32).ToArray();
        var graph = model.Graph;
        return model with
        {
            Graph = graph with
            {
                Constants = graph
                    .Constants.RemoveRange(stored.Select(c => c.Key))
                    .AddRange(stored.Select(c => KeyValuePair.Create($"{c.Key}.half", c.Value.To(half)))),
                Nodes = [.. stored.Select(c => Cast($"{c.Key}.half", c.Key, ElementType.Float32)), .. graph.Nodes],
            },
        };
    }

    /// <summary>Weights, and on request what Constant nodes hold, rounded to half precision and stored in single precision again.</summary>
    public static Model Rounded(Model model, ElementType half, bool nodes) =>
        model with
        {
            Graph = model.Graph with
            {
                Constants = model.Graph.Constants.ToImmutableDictionary(
                    c => c.Key,
                    c => Halved(c.Value, half).To(c.Value.ElementType),
                    StringComparer.Ordinal
                ),
                Nodes = nodes ? [.. model.Graph.Nodes.Select(n => Rounded(n, half))] : model.Graph.Nodes,
            },
        };

    private static Node Rounded(Node node, ElementType half) =>
        node.Attributes.Tensor("value") is { ElementType: ElementType.Float32 } value
            ? node with
            {
                Attributes = node.Attributes.With("value", value.To(half).To(ElementType.Float32)),
            }
            : node;

    private static Graph Throughout(Graph graph, ElementType half) =>
        graph with
        {
            Inputs = [.. graph.Inputs.Select(i => Halved(i, half))],
            Outputs = [.. graph.Outputs.Select(o => Halved(o, half))],
            Values = graph.Values.ToImmutableDictionary(v => v.Key, v => Halved(v.Value, half), StringComparer.Ordinal),
            Constants = graph.Constants.ToImmutableDictionary(
                c => c.Key,
                c => Halved(c.Value, half),
                StringComparer.Ordinal
            ),
            Nodes = [.. graph.Nodes.Select(n => n with { Attributes = Halved(n, half) })],
        };

    private static Attributes Halved(Node node, ElementType half) =>
        node.Attributes.Settings.Aggregate(
            node.Attributes,
            (all, s) =>
                s.Value switch
                {
                    Graph inner => all.With(s.Key, Throughout(inner, half)),
                    Tensor tensor => all.With(s.Key, Halved(tensor, half)),
                    (long)ElementType.Float32 when node.Op is "Cast" or "RandomNormalLike" => all.With(
                        s.Key,
                        (long)half
                    ),
                    _ => all,
                }
        );

    private static Tensor Halved(Tensor tensor, ElementType half) =>
        tensor.ElementType == ElementType.Float32 ? tensor.To(half) : tensor;

    private static ValueInfo Halved(ValueInfo info, ElementType half) =>
        info.ElementType == ElementType.Float32 ? info with { ElementType = half } : info;

    private static Node Cast(string from, string to, ElementType type) =>
        new("Cast", [from], [to], Attributes.None.With("to", (long)type));
}
