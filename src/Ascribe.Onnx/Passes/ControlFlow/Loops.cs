using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.ControlFlow;

/// <summary>Loop and Scan with a known number of rounds → the rounds one after the other.</summary>
internal static class Loops
{
    /// <summary>The most rounds that are written out; a graph of more is too long to be differentiated in this way.</summary>
    public const int MostRounds = 1000;

    /// <summary>The most rounds of a loop that is run; nothing but a mistake asks for more, and nobody would live to see its end.</summary>
    public const long MostRoundsRun = 1_000_000;

    /// <summary>Refuses a Loop that goes an absurd number of rounds, or on for ever, and that nothing ends early.</summary>
    /// <exception cref="ModelException">It is one.</exception>
    public static void RequireEnd(Graph graph, Node node)
    {
        if (node is not { Op: "Loop", Domain: "" } || !GoesOnForever(graph, node))
            return;
        if (node.Input(0) is not { } rounds)
            throw new ModelException($"{node} goes on for ever: it has neither a number of rounds nor a condition.");
        if (Stored(graph, rounds) is { ElementType: ElementType.Int64, Length: > 0 } count)
        {
            var number = count.As<long>()[0];
            if (number > MostRoundsRun)
                throw new ModelException(
                    $"{node} goes {number} rounds, and nothing ends it before; at most {MostRoundsRun} are run."
                );
        }
    }

    /// <summary>Whether no condition ends a Loop: the one to begin with is true or missing, and the body keeps it.</summary>
    private static bool GoesOnForever(Graph graph, Node node) =>
        (
            node.Input(1) is not { } condition
            || Stored(graph, condition) is { ElementType: ElementType.Bool } truth && truth.ToDoubles() is not [0]
        )
        && node.Attributes.Graph("body") is { Inputs.Length: > 1, Outputs.Length: > 0 } body
        && GoesOn(body);

    private static Tensor? Stored(Graph graph, string name) =>
        graph.Constants.GetValueOrDefault(name) ?? Made(graph, name);

    /// <summary>A Loop whose number of rounds is constant and whose condition stays true.</summary>
    public static bool UnrollLoop(GraphBuilder builder, Node node)
    {
        if (node is not { Op: "Loop", Domain: "" })
            return false;
        var body = Body(node, Math.Max(2, node.Inputs.Length), Math.Max(1, node.Inputs.Length - 1));
        if (
            node.Input(0) is not { } rounds
            || builder[rounds].Content is not { } count
            || !GoesOn(body)
            || (node.Input(1) is { } start && builder[start].Content is not { })
        )
            return false;
        var begins = node.Input(1) is not { } condition || builder[condition].Content!.ToDoubles() is not [0];
        var carried = node.Inputs.Skip(2).Select(name => builder[name]).ToArray();
        var total = begins ? Rounds(node, count.ToLongs()[0]) : 0;
        var scanned = Enumerable
            .Range(0, body.Outputs.Length - 1 - carried.Length)
            .Select(_ => new List<Value>())
            .ToArray();
        for (var round = 0; round < total; round++)
        {
            var results = new Inlining(builder, $"{Label(node)}/{round}").Write(
                body,
                [builder.Scalar(round, ElementType.Int64), Truth(builder), .. carried]
            );
            carried = [.. results.Skip(1).Take(carried.Length)];
            foreach (var (list, value) in scanned.Zip(results.Skip(1 + carried.Length)))
                list.Add(Unsqueeze(value, 0));
        }
        if (total == 0 && scanned.Length > 0)
            throw new ModelException(
                $"{node} goes no round, so that what it collects is empty; that is not supported."
            );
        Define(builder, node, [.. carried, .. scanned.Select(s => Concat([.. s], 0))]);
        return true;
    }

    /// <summary>A Scan over axes of known extent.</summary>
    public static bool UnrollScan(GraphBuilder builder, Graph graph, Node node)
    {
        if (node is not { Op: "Scan", Domain: "" })
            return false;
        var sequences = (int)Math.Clamp(node.Attributes.Int("num_scan_inputs"), 0, node.Inputs.Length);
        var body = Body(node, node.Inputs.Length, node.Inputs.Length - sequences);
        var carried = node.Inputs[..^sequences].Select(name => builder[name]).ToArray();
        var read = node.Inputs[^sequences..]
            .Select((name, i) => Sequence.Read(builder, graph, node, name, i))
            .ToArray();
        if (read.Any(r => r is null))
            return false;
        var total = Rounds(node, read[0]!.Length);
        var scanned = Enumerable
            .Range(0, body.Outputs.Length - carried.Length)
            .Select(_ => new List<Value>())
            .ToArray();
        for (var round = 0; round < total; round++)
        {
            var results = new Inlining(builder, $"{Label(node)}/{round}").Write(
                body,
                [.. carried, .. read.Select(r => r!.At(round))]
            );
            foreach (var (list, value) in scanned.Zip(results.Skip(carried.Length)))
                list.Add(value);
            carried = [.. results.Take(carried.Length)];
        }
        Define(builder, node, [.. carried, .. scanned.Select((list, i) => Sequence.Joined(node, list, i))]);
        return true;
    }

    /// <summary>What is done each round.</summary>
    /// <exception cref="ModelException">It is missing, or does not take or give what it has to.</exception>
    private static Graph Body(Node node, int inputs, int outputs) =>
        node.Attributes.Graph("body") is { } body && body.Inputs.Length >= inputs && body.Outputs.Length >= outputs
            ? body
            : throw new ModelException($"{node} lacks a body that takes {inputs} values and gives at least {outputs}.");

    private static void Define(GraphBuilder builder, Node node, ImmutableArray<Value> results)
    {
        foreach (var (output, result) in node.Outputs.Zip(results))
            builder.Alias(output, result);
    }

    /// <summary>Whether the condition that the body gives is the one that it got, or always true.</summary>
    private static bool GoesOn(Graph body)
    {
        var name = body.Outputs[0].Name;
        while (
            body.Nodes.FirstOrDefault(n => n.Outputs.Contains(name, StringComparer.Ordinal)) is { Op: "Identity" } copy
        )
            name = copy.Required(0);
        return name == body.Inputs[1].Name
            || (body.Constants.GetValueOrDefault(name) ?? Made(body, name)) is { } constant
                && constant.ToDoubles() is not [0];
    }

    private static Tensor? Made(Graph body, string name) =>
        body.Nodes.FirstOrDefault(n => n.Outputs.Contains(name, StringComparer.Ordinal)) is { Op: "Constant" } node
            ? node.Attributes.Tensor("value")
            : null;

    private static Value Truth(GraphBuilder builder) =>
        builder.Constant(new Tensor(ElementType.Bool, [], new byte[] { 1 }), hint: "true");

    private static int Rounds(Node node, long count) =>
        count <= MostRounds
            ? (int)Math.Max(0, count)
            : throw new ModelException(
                $"{node} goes {count} rounds; at most {MostRounds} are written out. Explain a layer after it, or shorten the sequence."
            );

    private static string Label(Node node) => node.Name.Length > 0 ? node.Name : node.Outputs.First(o => o.Length > 0);

    /// <summary>What a Scan reads or writes round by round along an axis, from the front or from the end.</summary>
    private sealed record Sequence(Value Source, int Axis, int Length, bool Backwards)
    {
        public static Sequence? Read(GraphBuilder builder, Graph graph, Node node, string name, int index)
        {
            var shape = graph.Info(name)?.Shape;
            var axis = Entry(node, "scan_input_axes", index);
            if (shape is not { } dims)
                return null;
            var place = (int)(axis < 0 ? axis + dims.Length : axis);
            if (place < 0 || place >= dims.Length || dims[place].Extent is not { } length)
                return null;
            return new Sequence(builder[name], place, (int)length, Entry(node, "scan_input_directions", index) != 0);
        }

        public Value At(int round) =>
            Gather(Source, Source.Builder.Scalar(Backwards ? Length - 1 - round : round, ElementType.Int64), Axis);

        public static Value Joined(Node node, List<Value> rounds, int index)
        {
            var axis = Entry(node, "scan_output_axes", index);
            var parts = rounds.Select(v => Unsqueeze(v, axis)).ToArray();
            if (Entry(node, "scan_output_directions", index) != 0)
                Array.Reverse(parts);
            return Concat(parts, axis);
        }

        private static long Entry(Node node, string name, int index) =>
            node.Attributes.Ints(name) is { IsDefault: false } list && index < list.Length ? list[index] : 0;
    }
}
