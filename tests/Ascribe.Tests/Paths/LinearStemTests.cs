using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Paths;

public sealed class LinearStemTests
{
    [Fact]
    public void Stem_IsWhatIsLinearInFront()
    {
        Stem(SmallModels.Cnn, 2, 8, 8)!.Nodes.Select(n => n.Op).ShouldBe(["Conv"]);
        Stem(SmallModels.Smooth, 4)!.Nodes.Select(n => n.Op).ShouldBe(["MatMul"]);
        Stem(Normalized(), 4)!.Nodes.Select(n => n.Op).ShouldBe(["Sub", "Div", "MatMul"]);
    }

    [Fact]
    public void NothingButSumsAndProducts_OrAFeatureReadTwice_HasNone()
    {
        Stem(SmallModels.Of(b => Sum(Tanh(Input(b) * 2 + 1))), 4).ShouldBeNull();
        Stem(SmallModels.Of(b => Sum(MatMul(Input(b), Weights(b)) + Tanh(Input(b)))), 4).ShouldBeNull();
    }

    /// <summary>y = Σ zⱼ² with z = Wᵀ(x − 0.3)/0.5: the contribution of xᵢ is (xᵢ − bᵢ)·Σ Wᵢⱼ/0.5·(zⱼ(x) + zⱼ(b)).</summary>
    [Fact]
    public void Contributions_AreThoseOfTheClosedForm()
    {
        using var network = new Network(Normalized());
        var (x, b) = (SmallModels.Random(3, 1, 4), SmallModels.Random(4, 1, 4));
        var question = Question.About(network, x) with { Target = Target.At(), Baseline = Baseline.Given(b) };
        var found = new IntegratedGradients { Steps = 4 }
            .Explain(network, question)
            .Values["x"]
            .ToDoubles();
        var (at, from, w) = (x.ToDoubles(), b.ToDoubles(), SmallModels.Random(9, 4, 4).ToDoubles());
        for (var i = 0; i < 4; i++)
            found[i]
                .ShouldBe(
                    Enumerable.Range(0, 4).Sum(j => (at[i] - from[i]) * w[4 * i + j] / 0.5 * (Z(at, j) + Z(from, j))),
                    1e-4
                );

        double Z(double[] v, int j) => Enumerable.Range(0, 4).Sum(i => w[4 * i + j] * (v[i] - 0.3) / 0.5);
    }

    /// <summary>The stem runs at both ends and goes back once, whatever the number of points.</summary>
    [Fact]
    public void Graph_DrawsTheLineBehindTheStem()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(3, 1, 2, 8, 8));
        var nodes = PathGraph.Build(network.Compile(question), new PathOptions()).Graph.Nodes;
        var line = nodes.Single(n => n.Outputs.Contains("conv1"));
        line.Op.ShouldBe("Identity");
        nodes.Count(n => n.Op == "Conv" && n.Outputs[0].EndsWith("/conv1", StringComparison.Ordinal)).ShouldBe(2);
    }

    private static LinearStem? Stem(Model model, params long[] shape)
    {
        using var network = new Network(model);
        return LinearStem.Of(network.Compile(Question.About(network, SmallModels.Random(1, [1, .. shape]))));
    }

    private static Model Normalized() =>
        SmallModels.Of(b =>
        {
            var z = MatMul((Input(b) - 0.3) / 0.5, Weights(b));
            return Sum(z * z);
        });

    private static Value Input(GraphBuilder b) =>
        b.Contains("x") ? b["x"] : b.Input("x", ElementType.Float32, Dim.Batch, 4);

    private static Value Weights(GraphBuilder b) => b.Constant(SmallModels.Random(9, 4, 4));

    private static Value Sum(Value value) => ReduceSum(value, [1], keepDims: false);
}
