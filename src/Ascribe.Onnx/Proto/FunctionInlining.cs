using Google.Protobuf;
using Google.Protobuf.Collections;
using Onnx;

namespace Ascribe.Onnx;

/// <summary>Calls of functions that a model defines itself → the nodes of those functions.</summary>
/// <remarks>Values inside get the name of the call before their own, so that layers can be told apart.</remarks>
internal sealed class FunctionInlining
{
    private const int DeepestCall = 64;

    /// <summary>Functions that call others several times each grow beyond any size within a few levels.</summary>
    private const int MostCalls = 100_000;

    private readonly ModelProto model;
    private readonly Dictionary<(string Domain, string Name), FunctionProto> functions = [];
    private int calls;

    private FunctionInlining(ModelProto model)
    {
        this.model = model;
        foreach (var function in model.Functions)
            functions[(Domain(function.Domain), function.Name)] = function;
    }

    /// <summary>Takes the functions out of a message.</summary>
    /// <exception cref="ModelException">
    /// A function calls itself, is called too often, or is written in another operator set than the model.
    /// </exception>
    public static void Inline(ModelProto model)
    {
        if (model.Functions.Count == 0)
            return;
        new FunctionInlining(model).Inline(model.Graph);
        model.Functions.Clear();
    }

    private void Inline(GraphProto graph)
    {
        var nodes = graph.Node.SelectMany(n => Expanded(n, 0)).ToArray();
        graph.Node.Clear();
        graph.Node.AddRange(nodes);
    }

    private IEnumerable<NodeProto> Expanded(NodeProto node, int depth)
    {
        foreach (var graph in Graphs(node))
            Inline(graph);
        if (!functions.TryGetValue((Domain(node.Domain), node.OpType), out var function))
            return [node];
        if (depth == DeepestCall)
            throw new ModelException(
                $"the function '{function.Name}' calls itself, or calls nest deeper than {DeepestCall}."
            );
        if (++calls > MostCalls)
            throw new ModelException(
                $"functions are called more than {MostCalls} times (by '{function.Name}' among others); export the model without functions."
            );
        Import(function);
        var names = Names(node, function);
        return function.Node.SelectMany(inner => Expanded(Called(inner, node, function, names), depth + 1));
    }

    /// <summary>A node of a function as one call of it has it.</summary>
    private static NodeProto Called(
        NodeProto inner,
        NodeProto call,
        FunctionProto function,
        Dictionary<string, string> names
    )
    {
        var node = Renamed(inner, names);
        if (node.Name.Length > 0)
            node.Name = $"{Prefix(call)}/{node.Name}";
        Resolve(node, call, function);
        return node;
    }

    /// <summary>Settings that stand for those of the call take their values, or their defaults, or are left out.</summary>
    private static void Resolve(NodeProto node, NodeProto call, FunctionProto function)
    {
        var resolved = node
            .Attribute.Select(a => a.RefAttrName.Length == 0 ? a : Referred(a, call, function))
            .OfType<AttributeProto>()
            .ToArray();
        node.Attribute.Clear();
        node.Attribute.AddRange(resolved);
        foreach (var inner in Graphs(node).SelectMany(g => g.Node))
            Resolve(inner, call, function);
    }

    private static AttributeProto? Referred(AttributeProto attribute, NodeProto call, FunctionProto function)
    {
        var given =
            call.Attribute.FirstOrDefault(a => a.Name == attribute.RefAttrName)
            ?? Defaults(function).FirstOrDefault(a => a.Name == attribute.RefAttrName);
        if (given is null)
            return null;
        var copy = given.Clone();
        copy.Name = attribute.Name;
        return copy;
    }

    /// <summary>The settings of a function that have a default: field 11 of its message, which the schema here may not know yet.</summary>
    private static IEnumerable<AttributeProto> Defaults(FunctionProto function)
    {
        const int AttributeProtoField = 11;
        var stream = function.ToByteString().CreateCodedInput();
        while (stream.ReadTag() is var tag && tag != 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) == AttributeProtoField)
                yield return AttributeProto.Parser.ParseFrom(stream.ReadBytes());
            else
                stream.SkipLastField();
        }
    }

    /// <summary>What the names inside a function are in the graph that calls it.</summary>
    private static Dictionary<string, string> Names(NodeProto call, FunctionProto function)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = "" };
        for (var i = 0; i < function.Input.Count; i++)
            names[function.Input[i]] = i < call.Input.Count ? call.Input[i] : "";
        for (var i = 0; i < function.Output.Count; i++)
        {
            // An output that the call leaves out may still be read inside, and an input may be passed through as it is.
            if (i < call.Output.Count && call.Output[i].Length > 0)
                names[function.Output[i]] = call.Output[i];
        }
        foreach (var output in function.Node.SelectMany(n => n.Output).Where(o => !names.ContainsKey(o)))
            names[output] = $"{Prefix(call)}/{output}";
        return names;
    }

    private static NodeProto Renamed(NodeProto node, Dictionary<string, string> names)
    {
        var copy = node.Clone();
        Rename(copy.Input, names);
        Rename(copy.Output, names);
        foreach (var graph in Graphs(copy))
            Rename(graph, names);
        return copy;
    }

    /// <summary>A graph inside a node: what it reads from outside is renamed, what it makes itself is not.</summary>
    private static void Rename(GraphProto graph, Dictionary<string, string> names)
    {
        var own = graph
            .Input.Select(i => i.Name)
            .Concat(graph.Initializer.Select(t => t.Name))
            .Concat(graph.Node.SelectMany(n => n.Output));
        var outer = new Dictionary<string, string>(names, StringComparer.Ordinal);
        foreach (var name in own)
            outer.Remove(name);
        foreach (var node in graph.Node)
        {
            Rename(node.Input, outer);
            foreach (var inner in Graphs(node))
                Rename(inner, outer);
        }
        foreach (var output in graph.Output)
            output.Name = outer.GetValueOrDefault(output.Name, output.Name);
    }

    private static void Rename(RepeatedField<string> list, Dictionary<string, string> names)
    {
        for (var i = 0; i < list.Count; i++)
            list[i] = names.GetValueOrDefault(list[i], list[i]);
    }

    /// <summary>The model has to import what the function does, in the same version.</summary>
    private void Import(FunctionProto function)
    {
        foreach (var opset in function.OpsetImport)
        {
            var known = model.OpsetImport.FirstOrDefault(o => Domain(o.Domain) == Domain(opset.Domain));
            if (known is null)
                model.OpsetImport.Add(opset.Clone());
            else if (Domain(opset.Domain).Length == 0 && known.Version != opset.Version)
                throw new ModelException(
                    $"the function '{function.Name}' is written in opset {opset.Version} and the model in opset {known.Version}; export both in the same one."
                );
        }
    }

    private static IEnumerable<GraphProto> Graphs(NodeProto node) =>
        node.Attribute.Where(a => a.G is not null).Select(a => a.G).Concat(node.Attribute.SelectMany(a => a.Graphs));

    private static string Prefix(NodeProto call) =>
        call.Name.Length > 0 ? call.Name : call.Output.FirstOrDefault(o => o.Length > 0) ?? call.OpType;

    private static string Domain(string domain) => domain is "ai.onnx" ? "" : domain;
}
