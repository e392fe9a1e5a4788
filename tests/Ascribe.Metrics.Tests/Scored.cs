using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Metrics.Tests;

/// <summary>A network with a question, and attributions that tests make up or ask for.</summary>
internal sealed record Scored(Network Network, Question Question) : IDisposable
{
    /// <summary>y = Σ w ⊙ x, [N], of a row x for each example.</summary>
    public static Scored Linear(float[] weights, params float[][] examples)
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, weights.Length);
            return ReduceSum(x * b.Constant(Tensor.Vector(weights)), [1], keepDims: false);
        });
        return Of(
            model,
            "x",
            Tensor.Of(examples.SelectMany(e => e).ToArray(), examples.Length, weights.Length),
            Target.At()
        );
    }

    /// <summary>Random pictures [E, 2, 8, 8] to a small convolutional network, about the first class; absence is 0.25.</summary>
    public static Scored Pictures(int examples, string feature = "x")
    {
        var scored = Of(SmallModels.Cnn, feature, SmallModels.Random(31, examples, 2, 8, 8), Target.Class(1));
        return scored with { Question = scored.Question with { Baseline = Baseline.Constant(0.25) } };
    }

    /// <summary>A question about a model of one input, <c>x</c>.</summary>
    public static Scored Of(Model model, string feature, Tensor x, Target target) =>
        new(new Network(model), new Question(Inputs(("x", x))) { Target = target, Features = [feature] });

    public void Dispose() => Network.Dispose();

    public Attribution Explain(AttributionMethod? method = null) =>
        (method ?? new IntegratedGradients { Steps = 10 }).Explain(Network, Question);

    /// <summary>An attribution that says what it is told, in the order of the feature's elements.</summary>
    public Attribution Saying(params double[] contributions)
    {
        var honest = Explain(new Saliency());
        var (feature, values) = honest.Values.Single();
        return honest with
        {
            Values = honest.Values.SetItem(
                feature,
                Tensor.Of(contributions, values.Shape.AsSpan()).To(values.ElementType)
            ),
        };
    }

    public ScoreResult By(Score score, Attribution attribution, Execution? execution = null) =>
        score.Evaluate(Network, Question, attribution, execution);

    /// <summary>The same about one of the examples.</summary>
    public Scored Single(int example) =>
        this with
        {
            Question = Question with { Inputs = Inputs(("x", Question.Inputs["x"].Rows(example, 1))) },
        };

    /// <summary>The model's output, run as it was loaded on one row of numbers.</summary>
    public double[] Run(IEnumerable<double> row)
    {
        var x = Question.Inputs["x"];
        var input = Tensor.Of(row.ToArray(), x.Shape.SetItem(0, 1).AsSpan()).To(x.ElementType);
        return Network.Run(Inputs(("x", input)))[0].Value.ToDoubles();
    }

    /// <summary>The numbers of one example.</summary>
    public double[] Row(int example) => Question.Inputs["x"].Rows(example, 1).ToDoubles();

    /// <summary>The players' numbers by falling contribution; of equal ones the first comes first.</summary>
    public static ImmutableArray<int> Ranked(double[] contributions) =>
        [.. Enumerable.Range(0, contributions.Length).OrderByDescending(i => contributions[i])];
}
