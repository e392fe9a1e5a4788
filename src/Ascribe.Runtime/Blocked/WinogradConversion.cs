using System.Runtime.InteropServices;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Blocked;

/// <summary>Convolutions by 3×3 in blocks of 16 channels → the same by fewer multiplications, see <see cref="WinogradKernel"/>.</summary>
internal sealed class WinogradConversion
{
    private const int Taps = WinogradTile.Taps;

    /// <summary>Above, a run waits for its weights, of which there are seven ninths more, and these would take too much memory.</summary>
    private const long MostWeights = Taps * Taps << 17;

    private readonly Graph graph;
    private readonly Dictionary<string, Tensor> constants = new(StringComparer.Ordinal);

    private WinogradConversion(Graph graph) => this.graph = graph;

    /// <summary>The graph with the kernels.</summary>
    /// <param name="graph">A graph in blocks.</param>
    public static Graph Apply(Graph graph) =>
        ReorderCancellation.BlockSize == WinogradTile.Block ? new WinogradConversion(graph).Run() : graph;

    /// <summary>Bytes that weights would take more, for a graph that is not in blocks yet.</summary>
    public static long MoreBytes(Graph graph) =>
        ReorderCancellation.BlockSize == WinogradTile.Block
            ? graph
                .Nodes.Where(n => n.QualifiedOp == "Conv" && Fits(n) && FittingWeights(graph, n.Inputs[1]) is not null)
                .Select(n => n.Inputs[1])
                .Distinct(StringComparer.Ordinal)
                .Sum(name =>
                    graph.Constants[name].Bytes.Length * (long)(WinogradTile.Places - Taps * Taps) / (Taps * Taps)
                )
            : 0;

    private Graph Run()
    {
        var nodes = graph.Nodes.Select(Converted).ToArray();
        return DeadNodes.Remove(graph with { Nodes = [.. nodes], Constants = graph.Constants.SetItems(constants) });
    }

    private Node Converted(Node node)
    {
        if (node.QualifiedOp != ReorderCancellation.Convolution || !Fits(node) || Weights(node.Inputs[1]) is not { } u)
            return node;
        long relu = node.Attributes.Has("activation") ? 1 : 0;
        return new Node(
            WinogradKernel.Op,
            [node.Inputs[0], u, node.Input(2) ?? "", node.Input(3) ?? ""],
            node.Outputs,
            Attributes.None.With("relu", new[] { relu }),
            node.Name,
            KernelDomain.Name
        );
    }

    private static bool Fits(Node node) =>
        node.Attributes.Text("activation", "Relu") == "Relu"
        && node.Attributes.Text("auto_pad", "NOTSET") == "NOTSET"
        && node.Attributes.Int("group", 1) == 1
        && All(node, "pads", otherwise: 0)
        && All(node, "strides", otherwise: 1)
        && All(node, "dilations", otherwise: 1);

    /// <summary>The weights at the places of tiles; null where the kernel does not do for them.</summary>
    private string? Weights(string name)
    {
        if (FittingWeights(graph, name) is not { } weights)
            return null;
        var converted = $"{name}/winograd";
        if (!constants.ContainsKey(converted))
            constants[converted] = Weights(
                MemoryMarshal.Cast<byte, float>(weights.Bytes.Span),
                (int)weights.Shape[0],
                (int)weights.Shape[1]
            );
        return converted;
    }

    private static Tensor? FittingWeights(Graph graph, string name) =>
        graph.Constants.GetValueOrDefault(name)
            is { ElementType: ElementType.Float32, Shape: [var outputs, var inputs, Taps, Taps] } weights
        && outputs % WinogradTile.Block == 0
        && inputs % WinogradTile.Block == 0
        && Tensor.CountOf(weights.Shape) <= MostWeights
            ? weights
            : null;

    /// <summary>From ONNX Runtime's order, [K/16, C/16, 3, 3, 16 of C, 16 of K], to [K/32, 16 places, C, 32 of K], or by 16 where there is an odd block.</summary>
    private static Tensor Weights(ReadOnlySpan<float> weights, int outputs, int inputs)
    {
        const int Block = WinogradTile.Block;
        var together = outputs % (2 * Block) == 0 ? 2 * Block : Block;
        var converted = new float[outputs * inputs * WinogradTile.Places];
        Span<double> taps = stackalloc double[Taps * Taps];
        Span<double> places = stackalloc double[WinogradTile.Places];
        for (var output = 0; output < outputs; output++)
        for (var input = 0; input < inputs; input++)
        {
            var blocks = output / Block * (inputs / Block) + input / Block;
            for (var tap = 0; tap < taps.Length; tap++)
                taps[tap] = weights[((blocks * taps.Length + tap) * Block + input % Block) * Block + output % Block];
            WinogradTile.Weights(taps, places);
            for (var place = 0; place < places.Length; place++)
                converted[
                    ((output / together * places.Length + place) * inputs + input) * together + output % together
                ] = (float)places[place];
        }
        return Tensor.Of(converted, outputs / together, WinogradTile.Places, inputs, together);
    }

    private static bool All(Node node, string name, long otherwise)
    {
        var numbers = node.Attributes.Ints(name);
        return numbers.IsDefaultOrEmpty ? otherwise == 1 : numbers.All(n => n == 1);
    }
}
