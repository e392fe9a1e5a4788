using System.Collections.Immutable;
using System.Runtime.Intrinsics.X86;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Blocked;

/// <summary>
/// ReorderOutput, something that does not care about the order of its elements, ReorderInput → the same without reordering.
/// </summary>
/// <remarks>
/// ONNX Runtime keeps convolutions and pools in blocks of channels, and reorders wherever it meets an operator that it does not know to
/// work there. Between the way forward and the way back these are mostly element-wise, and work in any order. Nodes are
/// looked at in their order: a value that exists in blocks is reordered only where somebody needs it otherwise.
/// </remarks>
internal sealed class ReorderCancellation
{
    /// <summary>A convolution in blocks.</summary>
    public const string Convolution = $"{Domain}.Conv";

    private const string Domain = "com.microsoft.nchwc";
    private readonly Graph graph;
    private readonly ImmutableArray<Node>.Builder nodes = ImmutableArray.CreateBuilder<Node>();
    private readonly Dictionary<string, BlockedValue> blocked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> postponed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> renamed = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted;
    private readonly Dictionary<string, Tensor> constants = new(StringComparer.Ordinal);

    private ReorderCancellation(Graph graph)
    {
        this.graph = graph;
        wanted = graph.Nodes.Where(IsReorderInput).Select(n => n.Inputs[0]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Channels of a block: what a register of this processor holds, as in ONNX Runtime.</summary>
    public static int BlockSize => Avx512F.IsSupported ? 16 : 8;

    /// <summary>The graph with as few reorderings as it needs.</summary>
    /// <param name="graph">An optimized graph, all shapes known.</param>
    public static Graph Apply(Graph graph) => new ReorderCancellation(graph).Run();

    private Graph Run()
    {
        foreach (var node in graph.Nodes)
            Visit(node);
        foreach (var output in graph.Outputs)
            RequirePlain(output.Name);
        return DeadNodes.Remove(
            graph with
            {
                Nodes = nodes.ToImmutable(),
                Constants = graph.Constants.SetItems(constants),
            }
        );
    }

    private void Visit(Node node)
    {
        if (IsReorderOutput(node))
        {
            blocked[node.Output] = new(Name(node.Inputs[0]), node.Attributes.Int("channels"));
            postponed[node.Output] = node;
        }
        else if (IsReorderInput(node) && blocked.TryGetValue(node.Inputs[0], out var known))
        {
            renamed[node.Output] = known.Name;
        }
        else if (IsReorderInput(node))
        {
            Keep(node);
            blocked[node.Inputs[0]] = new(node.Output, Channels(node.Inputs[0]));
        }
        else if (!Convert(node))
        {
            Keep(node);
        }
    }

    private bool Convert(Node node) =>
        node switch
        {
            { Domain: KernelDomain.Name, Op: MaxPoolGradientKernel.Op } => ConvertMaxPoolGradient(node),
            { QualifiedOp: "Split" } => ConvertSplit(node),
            { QualifiedOp: "Concat" } => ConvertConcat(node),
            { QualifiedOp: "Pad" } => ConvertPad(node),
            { QualifiedOp: "DepthToSpace" } => ConvertDepthToSpace(node),
            _ => OrderFree.IsElementwise(node) && ConvertElementwise(node),
        };

    private bool ConvertElementwise(Node node)
    {
        var full = node.Inputs.Where(i => i.Length > 0 && !IsScalar(i)).ToArray();
        if (!full.Any(blocked.ContainsKey) || !full.All(i => SameShape(i, node.Output)) || !CanBeBlocked(node, full))
            return false;
        foreach (var input in full)
            RequireBlocked(input);
        Add(node, [.. node.Inputs.Select(i => blocked.TryGetValue(i, out var b) ? b.Name : i)]);
        return true;
    }

    private bool ConvertMaxPoolGradient(Node node)
    {
        if (!node.Inputs.Any(blocked.ContainsKey) || !CanBeBlocked(node, [.. node.Inputs]))
            return false;
        foreach (var input in node.Inputs)
            RequireBlocked(input);
        var block = ImmutableArray.Create((long)BlockSize);
        Add(
            node with
            {
                Attributes = node.Attributes.With("block", block),
            },
            [.. node.Inputs.Select(i => blocked[i].Name)]
        );
        return true;
    }

    /// <summary>What is not in blocks yet is put into blocks only where the result is wanted in blocks.</summary>
    private bool CanBeBlocked(Node node, string[] full) =>
        (Channels(node.Output) % BlockSize == 0 || OrderFree.KeepsZerosFinite(node))
        && (full.All(blocked.ContainsKey) || (wanted.Contains(node.Output) && Channels(node.Output) % BlockSize == 0));

    private bool ConvertSplit(Node node)
    {
        if (
            node.Attributes.Int("axis") != 1
            || !blocked.TryGetValue(node.Inputs[0], out var whole)
            || node.Outputs.Any(o => Channels(o) % BlockSize != 0)
        )
            return false;
        Add(node, [whole.Name, .. node.Inputs.Skip(1)]);
        return true;
    }

    private bool ConvertConcat(Node node)
    {
        if (
            node.Attributes.Int("axis") != 1
            || node.Inputs.Any(i => Channels(i) % BlockSize != 0)
            || !node.Inputs.All(blocked.ContainsKey)
        )
            return false;
        Add(node, [.. node.Inputs.Select(i => blocked[i].Name)]);
        return true;
    }

    /// <summary>Whole blocks of channels in front and behind.</summary>
    private bool ConvertPad(Node node)
    {
        if (
            !blocked.TryGetValue(node.Inputs[0], out var input)
            || Channels(node.Inputs[0]) % BlockSize != 0
            || node.Input(3) is not null
            || node.Input(1) is not { } amounts
            || graph.Constants.GetValueOrDefault(amounts)?.ToLongs() is not [0, var front, 0, 0, 0, var behind, 0, 0]
            || front % BlockSize != 0
            || behind % BlockSize != 0
        )
            return false;
        Add(node, [input.Name, .. node.Inputs.Skip(1)]);
        return true;
    }

    /// <summary>[N, r·r·C, H, W] in blocks → [N, C, r·H, r·W] in blocks.</summary>
    private bool ConvertDepthToSpace(Node node)
    {
        var channels = Channels(node.Output);
        if (
            node.Attributes.Text("mode", "DCR") != "DCR"
            || channels % BlockSize != 0
            || !blocked.TryGetValue(node.Inputs[0], out var input)
            || graph.Info(node.Inputs[0])!.Shape is not [_, _, { Extent: { } height }, { Extent: { } width }]
        )
            return false;
        var (r, b, name) = (node.Attributes.Int("blocksize"), (long)BlockSize, node.Output);
        Emit("Reshape", [input.Name, Shape(-1, r, r, channels / b, height, width, b)], $"{name}/phases");
        Emit(
            "Transpose",
            [$"{name}/phases"],
            $"{name}/interleaved",
            Attributes.None.With("perm", new long[] { 0, 3, 4, 1, 5, 2, 6 })
        );
        Emit("Reshape", [$"{name}/interleaved", Shape(-1, channels, r * height, r * width)], Blocked(name));
        Offer(name);
        return true;
    }

    private string Shape(params long[] shape)
    {
        var name = $"blocked/shape/{string.Join('x', shape)}";
        constants[name] = Tensor.Of(shape, shape.Length);
        return name;
    }

    private void Emit(string op, string[] inputs, string output, Attributes? attributes = null) =>
        nodes.Add(new Node(op, [.. inputs], [output], attributes ?? Attributes.None, output));

    private void Add(Node node, ImmutableArray<string> inputs)
    {
        nodes.Add(node with { Inputs = [.. inputs.Select(Name)], Outputs = [.. node.Outputs.Select(Blocked)] });
        foreach (var output in node.Outputs)
            Offer(output);
    }

    /// <summary>A value is there in blocks, and is reordered when somebody asks for it.</summary>
    private void Offer(string value)
    {
        blocked[value] = new(Blocked(value), Channels(value));
        postponed[value] = new Node(
            "ReorderOutput",
            [Blocked(value)],
            [value],
            Attributes.None.With("channels", Channels(value)),
            $"{value}/reordered",
            Domain
        );
    }

    private void Keep(Node node)
    {
        foreach (var read in node.Reads)
            RequirePlain(read);
        nodes.Add(node with { Inputs = [.. node.Inputs.Select(Name)] });
    }

    private void RequirePlain(string value)
    {
        if (postponed.Remove(value, out var reorder))
            nodes.Add(reorder with { Inputs = [Name(reorder.Inputs[0])] });
    }

    private void RequireBlocked(string value)
    {
        if (blocked.ContainsKey(value))
            return;
        nodes.Add(
            new Node("ReorderInput", [Name(value)], [Blocked(value)], Attributes.None, $"{value}/ordered", Domain)
        );
        blocked[value] = new(Blocked(value), Channels(value));
    }

    private static string Blocked(string value) => $"{value}/blocked";

    private string Name(string value) => renamed.GetValueOrDefault(value, value);

    private static bool IsReorderOutput(Node node) => IsReorder(node, "ReorderOutput");

    private static bool IsReorderInput(Node node) => IsReorder(node, "ReorderInput");

    private static bool IsReorder(Node node, string op) =>
        node.Domain == Domain && node.Op == op && node.Attributes.Int("channels_last") == 0;

    private bool IsScalar(string value) =>
        graph.Constants.TryGetValue(value, out var tensor) && Tensor.CountOf(tensor.Shape) == 1;

    private long Channels(string value) =>
        graph.Info(value)?.Shape is [_, { Extent: { } channels }, ..] ? channels : -1;

    private bool SameShape(string value, string other) =>
        graph.Info(value)?.Shape is [_, _, _, _] shape
        && graph.Info(other)?.Shape is { } otherShape
        && shape.All(d => d.IsFixed)
        && shape.SequenceEqual(otherShape);
}
