using Google.Protobuf;
using Onnx;
using static Onnx.AttributeProto.Types;

namespace Ascribe.Onnx.Tests;

/// <summary>Functions that a model defines itself become the nodes that they stand for.</summary>
public sealed class FunctionInliningTests
{
    [Fact]
    public void Call_BecomesItsNodes_NamedAfterTheCall()
    {
        var call = Call("Gated", ["x"], ["y"], "gate1");
        var lines = Lines(Model([call], Gated()));
        lines.ShouldBe(["gate1/s = Sigmoid (x)", "y = Mul (x, gate1/s)"]);
    }

    [Fact]
    public void TwoCalls_DoNotShareNames()
    {
        var model = Model([Call("Gated", ["x"], ["m"], ""), Call("Gated", ["m"], ["y"], "")], Gated());
        Lines(model).ShouldBe(["m/s = Sigmoid (x)", "m = Mul (x, m/s)", "y/s = Sigmoid (m)", "y = Mul (m, y/s)"]);
    }

    [Fact]
    public void FunctionThatCallsAnother_IsInlinedToTheBottom()
    {
        var twice = Function("Twice", Call("Gated", ["X"], ["h"], ""), Call("Gated", ["h"], ["Y"], ""));
        Lines(Model([Call("Twice", ["x"], ["y"], "both")], Gated(), twice))
            .ShouldBe([
                "both/h/s = Sigmoid (x)",
                "both/h = Mul (x, both/h/s)",
                "y/s = Sigmoid (both/h)",
                "y = Mul (both/h, y/s)",
            ]);
    }

    /// <summary>Three calls a level make 3⁴⁰ in the end.</summary>
    [Fact]
    public void FunctionsThatGrowWithoutEnd_AreRefused()
    {
        var levels = Enumerable
            .Range(0, 40)
            .Select(level =>
                Function(
                    $"F{level}",
                    Call($"F{level + 1}", ["X"], ["a"], ""),
                    Call($"F{level + 1}", ["a"], ["b"], ""),
                    Call($"F{level + 1}", ["b"], ["Y"], "")
                )
            );
        var last = Function("F40", Proto.Node("Relu", ["X"], ["Y"]));
        Should
            .Throw<ModelException>(() => Lines(Model([Call("F0", ["x"], ["y"], "")], [.. levels, last])))
            .Message.ShouldContain("called more than 100000 times");
    }

    [Fact]
    public void Setting_ComesFromTheCall_ElseFromItsDefault_ElseFromTheOperator()
    {
        var given = Leaky();
        var call = Call("Leaky", ["x"], ["y"], "");
        call.Attribute.Add(
            new AttributeProto
            {
                Name = "slope",
                Type = AttributeType.Float,
                F = 0.5f,
            }
        );
        Lines(Model([call], given)).ShouldBe(["y = LeakyRelu <alpha = 0.5> (x)"]);
        Lines(Model([Call("Leaky", ["x"], ["y"], "")], Leaky())).ShouldBe(["y = LeakyRelu (x)"]);
        Lines(Model([Call("Leaky", ["x"], ["y"], "")], WithDefault(Leaky(), 0.25f)))
            .ShouldBe(["y = LeakyRelu <alpha = 0.25> (x)"]);
    }

    [Fact]
    public void InputLeftOutByTheCall_IsLeftOutInside()
    {
        var clip = Function("Bounded", Proto.Node("Clip", ["X", "Low"], ["Y"]));
        clip.Input.Add("Low");
        Lines(Model([Call("Bounded", ["x"], ["y"], "")], clip)).ShouldBe(["y = Clip (x, )"]);
    }

    [Fact]
    public void FunctionThatCallsItself_IsRefused()
    {
        var endless = Function("Endless", Call("Endless", ["X"], ["Y"], ""));
        Proto.Complaint(Model([Call("Endless", ["x"], ["y"], "")], endless)).ShouldContain("'Endless' calls itself");
    }

    [Fact]
    public void FunctionOfAnotherOperatorSet_IsRefused()
    {
        var old = Gated();
        old.OpsetImport.Add(new OperatorSetIdProto { Version = 9 });
        Proto
            .Complaint(Model([Call("Gated", ["x"], ["y"], "")], old))
            .ShouldContain("opset 9 and the model in opset 17");
    }

    [Fact]
    public void FunctionInsideABranch_ReadsWhatIsOutside()
    {
        var branch = new GraphProto { Name = "b" };
        branch.Node.Add(Call("Gated", ["x"], ["inner"], ""));
        branch.Output.Add(new ValueInfoProto { Name = "inner" });
        var choice = Proto.Node("If", ["c"], ["y"]);
        choice.Attribute.Add(
            new AttributeProto
            {
                Name = "then_branch",
                Type = AttributeType.Graph,
                G = branch,
            }
        );
        choice.Attribute.Add(
            new AttributeProto
            {
                Name = "else_branch",
                Type = AttributeType.Graph,
                G = branch.Clone(),
            }
        );
        var model = Model([choice], Gated());
        model.Graph.Initializer.Add(
            new TensorProto
            {
                Name = "c",
                DataType = 9,
                RawData = ByteString.CopyFrom(1),
            }
        );
        var read = Proto.Load(model);
        var inner = read.Graph.Nodes.Single().Subgraphs.First();
        inner.Nodes.Select(n => n.ToString()).ShouldBe(["Sigmoid → 'inner/s'", "Mul → 'inner'"]);
    }

    private static string[] Lines(ModelProto proto) => Proto.Load(proto).Graph.NodeLines();

    private static FunctionProto Gated() =>
        Function("Gated", Proto.Node("Sigmoid", ["X"], ["s"]), Proto.Node("Mul", ["X", "s"], ["Y"]));

    private static FunctionProto Leaky()
    {
        var node = Proto.Node("LeakyRelu", ["X"], ["Y"]);
        node.Attribute.Add(
            new AttributeProto
            {
                Name = "alpha",
                Type = AttributeType.Float,
                RefAttrName = "slope",
            }
        );
        return Function("Leaky", node);
    }

    /// <summary>The function with a default for its setting, in a field that older schemas do not list.</summary>
    private static FunctionProto WithDefault(FunctionProto function, float slope)
    {
        var setting = new AttributeProto
        {
            Name = "slope",
            Type = AttributeType.Float,
            F = slope,
        }.ToByteArray();
        var tag = (byte)(11 << 3 | 2);
        return FunctionProto.Parser.ParseFrom([.. function.ToByteArray(), tag, (byte)setting.Length, .. setting]);
    }

    private static FunctionProto Function(string name, params NodeProto[] nodes)
    {
        var function = new FunctionProto { Name = name, Domain = "com.example" };
        function.Input.Add("X");
        function.Output.Add("Y");
        function.Node.AddRange(nodes);
        return function;
    }

    private static NodeProto Call(string name, string[] inputs, string[] outputs, string label)
    {
        var node = Proto.Node(name, inputs, outputs);
        node.Domain = "com.example";
        node.Name = label;
        return node;
    }

    private static ModelProto Model(NodeProto[] nodes, params FunctionProto[] functions)
    {
        var model = Proto.Of(Proto.Graph(nodes));
        model.Functions.AddRange(functions);
        return model;
    }
}
