using Onnx;

namespace Ascribe.Fuzz.Mutations;

/// <summary>Functions call themselves, each other many times over, or are called with the wrong number of things.</summary>
internal sealed class CallingFunctions : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Nodes is not { Length: > 0 } nodes)
            return;
        var levels = random.Of([1, 2, 5, 30, 70]);
        var calls = random.Of([1, 1, 2, 3]);
        var closed = random.Chance(0.4);
        for (var level = 0; level < levels; level++)
        {
            var isLast = level == levels - 1;
            var next = isLast
                ? closed
                    ? "f0"
                    : "Relu"
                : $"f{level + 1}";
            specimen.Message.Functions.Add(Function($"f{level}", next, calls, random));
        }
        var node = random.Of(nodes);
        (node.Domain, node.OpType) = ("local", "f0");
        specimen.Message.OpsetImport.Add(new OperatorSetIdProto { Domain = "local", Version = 1 });
    }

    private static FunctionProto Function(string name, string calls, int times, Random random)
    {
        var function = new FunctionProto { Name = name, Domain = "local" };
        function.Input.Add("a");
        function.Output.Add(random.Chance(0.95) ? $"v{times - 1}" : "a");
        for (var i = 0; i < times; i++)
        {
            var node = new NodeProto { OpType = calls, Domain = calls is "Relu" ? "" : "local" };
            node.Input.Add(i == 0 ? "a" : $"v{i - 1}");
            node.Output.Add($"v{i}");
            function.Node.Add(node);
        }
        return function;
    }
}
