using Ascribe.Onnx.Passes.ControlFlow;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Tests;

/// <summary>Branches, loops and sequences that constants decide.</summary>
public sealed class ControlFlowTests
{
    [Theory]
    [InlineData(true, "Exp")]
    [InlineData(false, "Neg")]
    public void Condition_ThatIsConstant_LeavesItsBranch(bool truth, string op)
    {
        var before = Written(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2, 3);
            var condition = b.Constant(Truth(truth));
            var attributes = Attributes.None.With("then_branch", Branch("Exp")).With("else_branch", Branch("Neg"));
            return b.Emit("If", [condition], attributes) + x;
        });
        var after = ControlFlowResolution.Resolve(before);
        after.Nodes.Select(n => n.Op).ShouldBe([op, "Identity", "Add", "Identity"]);
        after.ShouldRunLike(before, 1e-6);
    }

    [Fact]
    public void Condition_ThatTheInputDecides_IsLeft()
    {
        var before = Written(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2, 3);
            var condition = ReduceSum(x, [0, 1], keepDims: false) > 1;
            var attributes = Attributes.None.With("then_branch", Branch("Exp")).With("else_branch", Branch("Neg"));
            return b.Emit("If", [condition], attributes) + x;
        });
        ControlFlowResolution.Resolve(before).Nodes.ShouldContain(n => n.Op == "If");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Loop_OfKnownRounds_IsWrittenOut_WithWhatItCollects(int rounds)
    {
        var before = Written(b => Looped(b, rounds));
        var after = ControlFlowResolution.Resolve(before);
        after.Nodes.ShouldNotContain(n => n.Op == "Loop");
        after.ShouldRunLike(before, 1e-6);
    }

    [Fact]
    public void Loop_OfTooManyRounds_IsRefusedWithTheirNumber()
    {
        var complaint = Proto.Complaint(() => ControlFlowResolution.Resolve(Written(b => Looped(b, 1001))));
        complaint.ShouldContain("goes 1001 rounds; at most 1000 are written out");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Scan_IsWrittenOut_InEitherDirection(long reads, long writes)
    {
        var before = Written(b =>
        {
            var x = b.Input("x", ElementType.Float32, 4, 3);
            var start = b.Constant(Rewritten.Numbers(1, 3));
            var attributes = Attributes
                .None.With("body", Running())
                .With("num_scan_inputs", 1)
                .With("scan_input_directions", new[] { reads })
                .With("scan_output_directions", new[] { writes });
            var results = b.Emit("Scan", [start, x], 2, attributes);
            return Concat([Unsqueeze(results[0], 0), results[1]], 0);
        });
        var after = ControlFlowResolution.Resolve(before);
        after.Nodes.ShouldNotContain(n => n.Op == "Scan");
        after.ShouldRunLike(before, 1e-6);
    }

    [Fact]
    public void Scan_AlongTheLastAxis_IsWrittenOut()
    {
        var before = Written(b =>
        {
            var x = b.Input("x", ElementType.Float32, 3, 4);
            var attributes = Attributes
                .None.With("body", Running())
                .With("num_scan_inputs", 1)
                .With("scan_input_axes", new[] { -1L })
                .With("scan_output_axes", new[] { 1L });
            return b.Emit("Scan", [b.Constant(Rewritten.Numbers(1, 3)), x], 2, attributes)[1];
        });
        ControlFlowResolution.Resolve(before).ShouldRunLike(before, 1e-6);
    }

    [Fact]
    public void Sequences_OfKnownLength_Vanish()
    {
        var before = Written(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2, 5);
            var parts = b.Emit("SplitToSequence", [x, b.Scalar(2, ElementType.Int64)], Attributes.None.With("axis", 1));
            var more = b.Emit("SequenceInsert", [parts, x, b.Scalar(0, ElementType.Int64)]);
            var less = b.Emit("SequenceErase", [more, b.Scalar(-1, ElementType.Int64)]);
            var last = b.Emit("SequenceAt", [less, b.Scalar(-1, ElementType.Int64)]);
            var joined = b.Emit("ConcatFromSequence", [less], Attributes.None.With("axis", 1));
            var count = Unary(
                "Cast",
                b.Emit("SequenceLength", [less]),
                Attributes.None.With("to", (long)ElementType.Float32)
            );
            return Concat([joined, last * count], 1);
        });
        var after = ControlFlowResolution.Resolve(before);
        after.Nodes.ShouldNotContain(n => n.Op.Contains("Sequence"));
        after.ShouldRunLike(before, 1e-6);
    }

    [Fact]
    public void PositionBeyondASequence_IsNamed()
    {
        var before = Written(b =>
        {
            var x = b.Input("x", ElementType.Float32, 2, 5);
            var list = b.Emit("SequenceConstruct", [x, x]);
            return b.Emit("SequenceAt", [list, b.Scalar(2, ElementType.Int64)]);
        });
        Proto.Complaint(() => ControlFlowResolution.Resolve(before)).ShouldContain("position 2 of a sequence of 2");
    }

    /// <summary>state ← state·0.5 + x + round; what is collected is the new state squared.</summary>
    private static Value Looped(GraphBuilder b, long rounds)
    {
        var x = b.Input("x", ElementType.Float32, 3);
        var inner = new GraphBuilder();
        var round = inner.Input("round", ElementType.Int64);
        var condition = inner.Input("goes_on", ElementType.Bool);
        var state = inner.Input("state", ElementType.Float32, 3);
        var outer = inner.Input("x", ElementType.Float32, 3);
        var next = state * 0.5 + outer + Cast(round, ElementType.Float32);
        inner.Output(condition, "goes_on_still");
        inner.Output(next, "next");
        inner.Output(next * next, "square");
        var body = inner.Build();
        var attributes = Attributes.None.With("body", body with { Inputs = body.Inputs.RemoveAt(3) });
        var results = b.Emit("Loop", [b.Scalar(rounds, ElementType.Int64), b.Constant(Truth(true)), x], 2, attributes);
        return Concat([Unsqueeze(results[0], 0), results[1]], 0);
    }

    /// <summary>sum ← sum + element; what is collected is the sum so far.</summary>
    private static Graph Running()
    {
        var inner = new GraphBuilder();
        var sum = inner.Input("sum", ElementType.Float32, 3) + inner.Input("element", ElementType.Float32, 3);
        inner.Output(sum, "sum_out");
        inner.Output(Identity(sum), "so_far");
        return inner.Build();
    }

    private static Graph Branch(string op) =>
        new()
        {
            Nodes = [new Node(op, ["x"], [$"of_{op}"], Attributes.None)],
            Outputs = [new ValueInfo($"of_{op}", ElementType.Float32)],
        };

    private static Tensor Truth(bool truth) => new(ElementType.Bool, [], new[] { (byte)(truth ? 1 : 0) });

    private static Graph Written(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        // The notation knows nothing of the types that come out of branches, loops and sequences.
        var graph = builder.Build();
        return graph with { Outputs = [new ValueInfo("y", ElementType.Undefined)], Values = graph.Values.Clear() };
    }
}
