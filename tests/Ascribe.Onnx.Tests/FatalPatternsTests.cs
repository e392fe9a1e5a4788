using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Tests;

/// <summary>What ONNX Runtime would crash or hang on is refused when the model is read.</summary>
public sealed class FatalPatternsTests
{
    [Theory]
    [InlineData(1_000_001, false)]
    [InlineData(long.MaxValue, false)]
    [InlineData(1_000_000, true)]
    [InlineData(-5, true)]
    public void LoopThatNothingEnds_IsRefusedAboveALimit(long rounds, bool allowed) =>
        Checked(WithLoop(rounds, ends: false), allowed, "goes");

    /// <summary>Exporters write the largest number for a loop that its condition ends.</summary>
    [Fact]
    public void LoopThatItsConditionEnds_MayHaveAnyNumberOfRounds() =>
        Checked(WithLoop(long.MaxValue, ends: true), allowed: true, "");

    /// <summary>Whether a loop ends is asked of its body, which has to be sound for that.</summary>
    [Fact]
    public void LoopWhoseConditionReadsItself_IsACycle()
    {
        var graph = WithLoop(3, ends: false);
        var loop = graph.Nodes.Single(n => n.Op == "Loop");
        var body = loop.Attributes.Graph("body")!;
        var nodes = body.Nodes.Select(n => n.Output == "still" ? n with { Inputs = ["still"] } : n);
        var turned = loop with { Attributes = loop.Attributes.With("body", body with { Nodes = [.. nodes] }) };
        Checked(graph with { Nodes = [turned, .. graph.Nodes.Skip(1)] }, allowed: false, "part of a cycle");
    }

    [Fact]
    public void LoopWithoutRoundsOrCondition_IsRefused() =>
        Checked(WithLoop(null, ends: false), allowed: false, "goes on for ever");

    [Fact]
    public void LoopWithoutRounds_ThatItsConditionEnds_IsKept() =>
        Checked(WithLoop(null, ends: true), allowed: true, "");

    [Theory]
    [InlineData("LayerNormalization", "axis", 1L << 31, false)]
    [InlineData("LayerNormalization", "axis", -1, true)]
    [InlineData("DepthToSpace", "blocksize", 1L << 62, false)]
    [InlineData("DepthToSpace", "blocksize", 0, false)]
    [InlineData("SpaceToDepth", "blocksize", 2, true)]
    public void Setting_BeyondAnyTensor_IsRefused(string op, string setting, long value, bool allowed) =>
        Checked(Graph((_, x) => Unary(op, x, Attributes.None.With(setting, value))), allowed, $"{op} → '{op}' has ");

    [Theory]
    [InlineData("Einsum", false)]
    [InlineData("Clip", true)]
    public void InputLeftOut_OfAnOperatorThatNeedsAll_IsRefused(string op, bool allowed) =>
        Checked(Graph((b, x) => b.Emit(op, [x, null, x])), allowed, "leaves out one of its inputs");

    [Theory]
    [InlineData(int.MinValue, false)]
    [InlineData(-1, true)]
    public void Crop_OfMoreThanAnyAxisHas_IsRefused(long pad, bool allowed) =>
        Checked(Graph((b, x) => Pad(x, 0, 0, 0, pad)), allowed, "Pad → 'Pad' crops -2147483648 elements");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RecurrentLayer_BehindASqueezeWithoutAxes_IsRefused(bool axes) =>
        Checked(
            Graph(
                (b, x) =>
                {
                    var w = b.Constant(Tensor.Of(new float[9], 1, 3, 3));
                    var rank = axes ? Squeeze(x, 0) : Unary("Squeeze", x);
                    return b.Emit("RNN", [rank, w, w], Attributes.None.With("hidden_size", 3));
                }
            ),
            axes,
            "names no axes"
        );

    private static void Checked(Graph graph, bool allowed, string complaint)
    {
        if (allowed)
            GraphChecker.Checked(graph).Nodes.Length.ShouldBe(graph.Nodes.Length);
        else
            Proto.Complaint(() => GraphChecker.Checked(graph)).ShouldContain(complaint);
    }

    private static Graph WithLoop(long? rounds, bool ends) =>
        Graph(
            (b, x) =>
            {
                var body = new GraphBuilder();
                body.Input("round", ElementType.Int64);
                var goesOn = body.Input("goes_on", ElementType.Bool);
                var carried = body.Input("carried", ElementType.Float32);
                body.Output(ends ? carried > 1 : Identity(goesOn), "still");
                body.Output(Tanh(carried), "next");
                return b.Emit(
                    "Loop",
                    [rounds is { } count ? b.Constant(Tensor.Scalar(count)) : null, null, x],
                    Attributes.None.With("body", body.Build("body"))
                );
            }
        );

    private static Graph Graph(Func<GraphBuilder, Value, Value> write)
    {
        var b = new GraphBuilder();
        b.Output(write(b, b.Input("x", ElementType.Float32, Dim.Batch, 3)), "y");
        return b.Build();
    }
}
