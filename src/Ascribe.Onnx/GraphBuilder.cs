using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Onnx;

/// <summary>A graph under construction. What it gives out are <see cref="Value"/>s, on which the notation works.</summary>
public sealed class GraphBuilder
{
    private readonly List<ValueInfo> inputs = [];
    private readonly List<ValueInfo> outputs = [];
    private readonly List<Node> nodes = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueInfo> infos = new(StringComparer.Ordinal);
    private readonly Dictionary<(ElementType, double), Value> scalars = [];
    private readonly Dictionary<string, Value> vectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);
    private readonly HashSet<string> reserved = new(StringComparer.Ordinal);

    /// <summary>
    /// A builder that holds the inputs and constants of a graph, and none of its nodes yet; the names that they give are kept free.
    /// </summary>
    public static GraphBuilder WithPortsOf(Graph graph)
    {
        var builder = new GraphBuilder();
        builder.Reserve(graph.ValueNames);
        foreach (var input in graph.Inputs)
            builder.Input(input);
        foreach (var (name, tensor) in graph.Constants)
            builder.Constant(tensor, name);
        return builder;
    }

    /// <summary>The nodes that stand by now, in running order.</summary>
    public ImmutableArray<Node> Nodes => [.. nodes];

    /// <summary>Whether a name is given to a value by now.</summary>
    public bool Contains(string name) => infos.ContainsKey(name);

    /// <summary>Keeps names free for values that are added under them later: no fresh name will be one of these.</summary>
    public void Reserve(IEnumerable<string> names) => reserved.UnionWith(names);

    /// <summary>Adds something to be fed.</summary>
    /// <exception cref="ModelException">The name is taken.</exception>
    public Value Input(string name, ElementType type, params ReadOnlySpan<Dim> shape) =>
        Input(new ValueInfo(name, type, [.. shape]));

    /// <summary>Adds something to be fed.</summary>
    /// <exception cref="ModelException">The name is taken.</exception>
    public Value Input(ValueInfo info)
    {
        inputs.Add(info);
        return Declare(info);
    }

    /// <summary>Adds a constant under the given name, or under a fresh one made from <paramref name="hint"/>.</summary>
    public Value Constant(Tensor tensor, string? name = null, string hint = "const")
    {
        var given = name ?? Fresh(hint);
        constants.Add(given, tensor);
        return Declare(new ValueInfo(given, tensor.ElementType, [.. tensor.Shape.Select(extent => (Dim)extent)]));
    }

    /// <summary>A rank-0 constant; equal numbers share one.</summary>
    public Value Scalar(double number, ElementType type = ElementType.Float32)
    {
        if (!scalars.TryGetValue((type, number), out var value))
            scalars[(type, number)] = value = Constant(
                Tensor.Filled(type, [], number),
                hint: number.ToString("G9", CultureInfo.InvariantCulture)
            );
        return value;
    }

    /// <summary>A rank-1 constant of 64-bit integers, as shapes and axes need it; equal ones share one.</summary>
    public Value Longs(params ReadOnlySpan<long> numbers)
    {
        var key = string.Join('_', numbers.ToArray());
        if (!vectors.TryGetValue(key, out var value))
            vectors[key] = value = Constant(Tensor.Vector(numbers.ToArray()), hint: $"i{key}");
        return value;
    }

    /// <summary>The value of a name that the builder holds.</summary>
    /// <exception cref="ModelException">There is no such value.</exception>
    public Value this[string name] =>
        infos.ContainsKey(name) ? new Value(this, name) : throw new ModelException($"there is no value '{name}'.");

    /// <summary>What is known of a value: always its type, sometimes its shape.</summary>
    public ValueInfo Info(string name) => infos[name];

    /// <summary>The content of a constant; null where the value is none.</summary>
    public Tensor? ConstantOf(string name) => constants.GetValueOrDefault(name);

    /// <summary>Adds a node with one output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="arguments">Its inputs; a null stands for an optional one left out.</param>
    /// <param name="attributes">Its settings.</param>
    /// <param name="hint">What the fresh output name begins with; the operator by default.</param>
    public Value Emit(string op, ReadOnlySpan<Value?> arguments, Attributes? attributes = null, string? hint = null) =>
        Emit(op, arguments, 1, attributes, hint)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public ImmutableArray<Value> Emit(
        string op,
        ReadOnlySpan<Value?> arguments,
        int outputCount,
        Attributes? attributes = null,
        string? hint = null
    )
    {
        var names = Enumerable.Range(0, outputCount).Select(_ => Fresh(hint ?? op)).ToImmutableArray();
        return Add(
            new Node(op, [.. arguments.ToArray().Select(a => a?.Name ?? "")], names, attributes ?? Attributes.None)
        );
    }

    /// <summary>Adds a ready node; what it makes is known by the names that it gives.</summary>
    /// <exception cref="ModelException">A name that it makes is taken, or one that it reads is unknown.</exception>
    public ImmutableArray<Value> Add(Node node, Func<string, ValueInfo?>? info = null)
    {
        foreach (var read in node.Reads.Where(r => !infos.ContainsKey(r)))
            throw new ModelException($"{node} reads '{read}', which the graph does not hold yet.");
        if (node.Outputs.Length > 0)
            places[node.Output] = nodes.Count;
        nodes.Add(node);
        return [.. node.Outputs.Select((name, i) => Declare(name, info?.Invoke(name) ?? Inferred(node, name, i)))];
    }

    /// <summary>States what the shape of a value is; rules need it, and nothing else infers it.</summary>
    public Value Shaped(Value value, params ReadOnlySpan<Dim> shape)
    {
        infos[value.Name] = infos[value.Name] with { Shape = [.. shape] };
        return value;
    }

    /// <summary>An optional output of a node that stands already, such as the indices of a MaxPool; the node is extended to make it.</summary>
    /// <param name="first">The node's first output.</param>
    /// <param name="index">Which output; all before it are made too.</param>
    public Value OptionalOutput(string first, int index)
    {
        var position = places[first];
        var node = nodes[position];
        if (index >= node.Outputs.Length || node.Outputs[index].Length == 0)
        {
            var names = node
                .Outputs.Concat(Enumerable.Repeat("", Math.Max(0, index + 1 - node.Outputs.Length)))
                .ToArray();
            names[index] = Fresh($"{first}.{index}");
            nodes[position] = node = node with { Outputs = [.. names] };
            Declare(Inferred(node, names[index], index));
        }
        return new Value(this, node.Outputs[index]);
    }

    /// <summary>Gives a value out, under its own name or another one.</summary>
    public void Output(Value value, string? name = null)
    {
        var given = name ?? value.Name;
        if (!string.Equals(given, value.Name, StringComparison.Ordinal))
            Add(
                new Node("Identity", [value.Name], [given], Attributes.None),
                _ => Info(value.Name) with { Name = given }
            );
        outputs.Add(Info(given));
    }

    /// <summary>The graph as it stands.</summary>
    public Graph Build(string name = "graph") =>
        new()
        {
            Name = name,
            Inputs = [.. inputs],
            Outputs = [.. outputs],
            Nodes = [.. nodes],
            Constants = constants.ToImmutableDictionary(StringComparer.Ordinal),
            Values = infos.Where(i => !constants.ContainsKey(i.Key)).ToImmutableDictionary(StringComparer.Ordinal),
        };

    private Value Declare(string name, ValueInfo info) => name.Length == 0 ? new Value(this, "") : Declare(info);

    private Value Declare(ValueInfo info) =>
        infos.TryAdd(info.Name, info)
            ? new Value(this, info.Name)
            : throw new ModelException($"the name '{info.Name}' is taken twice.");

    private ValueInfo Inferred(Node node, string name, int output) =>
        new(name, ResultType.Of(node, output, input => infos[input].ElementType));

    private string Fresh(string hint)
    {
        string name;
        do
        {
            var count = counters[hint] = counters.GetValueOrDefault(hint) + 1;
            name = count == 1 && !Taken(hint) ? hint : $"{hint}.{count}";
        } while (Taken(name));
        return name;
    }

    private bool Taken(string name) => infos.ContainsKey(name) || reserved.Contains(name);
}
