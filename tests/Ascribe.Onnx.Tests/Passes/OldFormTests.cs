using System.Collections.Immutable;
using Ascribe.Onnx.Passes.Upgrade;

namespace Ascribe.Onnx.Tests;

/// <summary>Every form that an operator has had: ONNX Runtime gives for the upgraded node what it gives for the old one.</summary>
public sealed class OldFormTests
{
    private static readonly ImmutableArray<OldForm> Forms =
    [
        new(12, "Softmax", [2, 3, 4]),
        new(12, "Softmax", [2, 3, 4], [("axis", 2L)]),
        new(12, "LogSoftmax", [2, 3, 4], [("axis", 0L)]),
        new(11, "Hardmax", [2, 3, 4]),
        new(12, "Softmax", [2, 3, 4], [("axis", -2L)]),
        new(9, "Slice", [4, 5], [("starts", L(1)), ("ends", L(4)), ("axes", L(1))]),
        new(9, "Slice", [4, 5], [("starts", L(1, 0)), ("ends", L(-1, 3))]),
        new(9, "TopK", [2, 5], [("k", 2L)]) { Outputs = ["y", "places"] },
        new(10, "Clip", [2, 5], [("min", 0.3f), ("max", 0.6f)]),
        new(10, "Clip", [2, 5], [("max", 0.6f)]),
        new(7, "Clip", [2, 5]),
        new(10, "Pad", [2, 5], [("pads", L(0, 1, 0, 2)), ("value", 0.7f)]),
        new(10, "Pad", [2, 5], [("pads", L(0, 1, 0, 2)), ("mode", "reflect")]),
        new(12, "Squeeze", [2, 1, 3], [("axes", L(1))]),
        new(12, "Squeeze", [2, 1, 3]),
        new(12, "Unsqueeze", [2, 3], [("axes", L(1))]),
        new(12, "ReduceSum", [2, 3], [("axes", L(1)), ("keepdims", 0L)]),
        new(12, "ReduceSum", [2, 3]),
        new(12, "ReduceProd", [2, 3], [("axes", L(-1))]),
        new(12, "Split", [2, 5], [("axis", 1L), ("split", L(2, 3))]) { Outputs = ["y", "z"] },
        new(12, "Split", [2, 4], [("axis", 1L)]) { Outputs = ["y", "z"] },
        new(11, "Dropout", [2, 4], [("ratio", 0.5f)]),
        new(8, "Upsample", [1, 2, 3, 3], [("scales", F(1, 1, 2, 3)), ("mode", "nearest")]),
        new(8, "Upsample", [1, 2, 3, 3], [("scales", F(1, 1, 2, 3)), ("mode", "linear")]),
        new(9, "Upsample", [1, 2, 3, 3], [("mode", "nearest")]) { Further = [Tensor.Vector(1f, 1, 2, 2)] },
        new(10, "Resize", [1, 2, 4, 4], [("mode", "nearest")]) { Further = [Tensor.Vector(1f, 1, 0.5f, 1.5f)] },
        new(10, "Resize", [1, 2, 4, 4], [("mode", "linear")]) { Further = [Tensor.Vector(1f, 1, 0.5f, 1.5f)] },
        new(11, "Resize", [1, 2, 4, 4], [("mode", "linear"), ("coordinate_transformation_mode", "align_corners")])
        {
            Further = [Tensor.Vector<float>(), Tensor.Vector(1f, 1, 2, 1.5f)],
        },
        new(8, "BatchNormalization", [2, 3, 4], [("spatial", 1L), ("epsilon", 0.01f)])
        {
            Further = [.. Enumerable.Range(1, 4).Select(seed => Rewritten.Numbers(seed, 3))],
        },
        new(18, "GroupNormalization", [2, 4, 3], [("num_groups", 2L)])
        {
            Further = [Rewritten.Numbers(1, 2), Rewritten.Numbers(2, 2)],
        },
        new(10, "Scatter", [3, 4], [("axis", 1L)]) { Further = [Tensor.Of([1L, 3], 2, 1), Rewritten.Numbers(2, 2, 1)] },
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Forms.Length)];

    [Theory]
    [MemberData(nameof(Places))]
    public void OldForm_RunsLikeTheNewOne(int place)
    {
        var form = Forms[place];
        var old = form.Model();
        OpsetUpgrade.Upgrade(old).Graph.ShouldRunLike(old.Graph, 1e-6, form.Opset);
    }

    [Fact]
    public void OperandLaidAlongAnAxis_IsGivenFurtherAxes()
    {
        var form = new OldForm(6, "Add", [2, 3, 4], [("broadcast", 1L), ("axis", 1L)])
        {
            Further = [Rewritten.Numbers(1, 3)],
        };
        OpsetUpgrade
            .Upgrade(form.Model())
            .Graph.NodeLines()
            .ShouldBe(["Unsqueeze = Unsqueeze (f0, i1)", "y = Add (x, Unsqueeze)"]);
    }

    [Fact]
    public void SlopePerChannel_IsLaidAlongTheSecondAxis()
    {
        var form = new OldForm(6, "PRelu", [2, 3, 4]) { Further = [Rewritten.Numbers(1, 3)] };
        OpsetUpgrade
            .Upgrade(form.Model())
            .Graph.NodeLines()
            .ShouldBe(["Unsqueeze = Unsqueeze (f0, i1)", "y = PRelu (x, Unsqueeze)"]);
    }

    [Fact]
    public void SpelledOutType_IsNumbered()
    {
        var form = new OldForm(5, "Cast", [2, 3], [("to", "DOUBLE")]);
        OpsetUpgrade
            .Upgrade(form.Model())
            .Graph.Nodes.Single()
            .Attributes.Int("to")
            .ShouldBe((long)ElementType.Float64);
    }

    [Fact]
    public void StatisticsOfEveryElement_AreRefusedByName()
    {
        var form = new OldForm(7, "BatchNormalization", [2, 3], [("spatial", 0L)])
        {
            Further = [.. Enumerable.Repeat(Rewritten.Numbers(1, 3), 4)],
        };
        Proto.Complaint(() => OpsetUpgrade.Upgrade(form.Model())).ShouldContain("spatial = 0");
    }

    [Fact]
    public void BranchesOfACondition_AreUpgradedToo()
    {
        var squeeze = new Node("Squeeze", ["x"], ["inner"], Attributes.None.With("axes", new[] { 1L }));
        var branch = new Graph { Nodes = [squeeze], Outputs = [new ValueInfo("inner", ElementType.Float32)] };
        var other = branch with
        {
            Nodes = [squeeze, new Node("Neg", ["inner"], ["less"], Attributes.None)],
            Outputs = [new ValueInfo("less", ElementType.Float32)],
        };
        var form = new OldForm(11, "If", [2, 1, 3]);
        var choice = new Node(
            "If",
            ["c"],
            ["y"],
            Attributes.None.With("then_branch", branch).With("else_branch", other)
        );
        var old = form.Model();
        var graph = old.Graph with
        {
            Nodes = [choice],
            Constants = old.Graph.Constants.Add("c", new Tensor(ElementType.Bool, [], new byte[] { 0 })),
        };
        OpsetUpgrade.Upgrade(old with { Graph = graph }).Graph.ShouldRunLike(graph, 1e-6, form.Opset);
    }

    private static long[] L(params long[] numbers) => numbers;

    private static float[] F(params float[] numbers) => numbers;

    /// <summary>A node as an older operator set writes it.</summary>
    private sealed record OldForm(long Opset, string Op, long[] Shape, params (string Name, object Value)[] Settings)
    {
        public ImmutableArray<string> Outputs { get; init; } = ["y"];

        /// <summary>The inputs behind the first, constant.</summary>
        public ImmutableArray<Tensor> Further { get; init; } = [];

        public Model Model()
        {
            var names = Further.Select((_, i) => $"f{i}").ToImmutableArray();
            var attributes = Settings.Aggregate(Attributes.None, (all, s) => all.With(s.Name, s.Value));
            var graph = new Graph
            {
                Inputs = [new ValueInfo("x", ElementType.Float32, [.. Shape.Select(d => (Dim)d)])],
                Constants = names.Zip(Further).ToImmutableDictionary(p => p.First, p => p.Second),
                Nodes = [new Node(Op, ["x", .. names], Outputs, attributes)],
                Outputs = [.. Outputs.Select(o => new ValueInfo(o, ElementType.Undefined))],
            };
            return new Model(graph, ImmutableDictionary<string, long>.Empty.Add("", Opset), 8);
        }
    }
}
