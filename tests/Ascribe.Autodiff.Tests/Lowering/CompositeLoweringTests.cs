using Ascribe.Onnx;
using Ascribe.Onnx.Passes.Lowering;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests.Lowering;

/// <summary>Operators that stand for many: ONNX Runtime's own kernel is held against the lowered form.</summary>
public sealed class CompositeLoweringTests
{
    public static TheoryData<string> Names => [.. CompositeCases.All.Select(c => c.ToString())];

    [Fact]
    public void EveryOperator_HasACase() =>
        // What ZipMap gives is no tensor; ScoreTests have it.
        CompositeLowering
            .Operators.Except(CompositeCases.All.Select(c => c.QualifiedOp))
            .ShouldBe(["ai.onnx.ml.ZipMap"]);

    [Theory]
    [MemberData(nameof(Names))]
    public void LoweredForm_RunsLikeTheOperator(string name)
    {
        var composite = Find(name);
        var model = composite.Forward();
        var canonical = Canonicalization.Apply(model);
        canonical.Graph.Nodes.ShouldNotContain(n => n.QualifiedOp == composite.QualifiedOp);
        using var original = new Session(model);
        using var lowered = new Session(canonical);
        var (expected, actual) = (original.Run(composite.Feeds()), lowered.Run(composite.Feeds()));
        foreach (var (e, (a, output)) in expected.Zip(actual.Zip(original.Outputs)))
        {
            a.Shape.ShouldBe(e.Shape, output);
            a.ElementType.ShouldBe(e.ElementType, output);
            a.ToDoubles().ShouldBeCloseTo(e.ToDoubles(), composite.Tolerance, output);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientOfLoweredForm_AgreesWithCentralDifferencesOfTheOperator(string name)
    {
        var composite = Find(name);
        var model = composite.Forward();
        using var original = new Session(model);
        var feeds = composite.Feeds();
        var weights = original.Run(feeds).Select((t, i) => Weights(t, i)).ToArray();
        var features = composite.Varied.Select(i => $"x{i}").ToArray();
        var gradient = Differentiation.Gradient(
            Canonicalization.Apply(model),
            b => Weighted(b, [.. original.Outputs], weights),
            [.. features],
            RuleSets.Gradient
        );
        var actual = Sample.Run(Canonicalization.Tidied(gradient), [.. feeds.Select(f => (f.Key, f.Value))]);
        var step = composite.Step;
        foreach (var feature in features)
        {
            var quotients = Enumerable
                .Range(0, feeds[feature].Length)
                .Select(j => (At(j, step) - At(j, -step)) / (2 * step));
            actual[$"gradient/{feature}"].ShouldBeCloseTo([.. quotients], 5e-3, $"∂/∂{feature}");

            double At(int element, double change)
            {
                var values = feeds[feature].ToDoubles();
                values[element] += change;
                var moved = Tensor.Of(values, feeds[feature].Shape.AsSpan()).To(ElementType.Float32);
                var outputs = original.Run(new Dictionary<string, Tensor>(feeds) { [feature] = moved });
                return outputs.Zip(weights, (y, w) => w is null ? 0 : Dot(y.ToDoubles(), w.ToDoubles())).Sum();
            }
        }
    }

    /// <summary>Weights of an output in the target; none for whole numbers.</summary>
    private static Tensor? Weights(Tensor output, int index) =>
        output.ElementType.IsFloating() ? Sample.Numbers(index + 11, [.. output.Shape]).To(output.ElementType) : null;

    private static Value Weighted(GraphBuilder builder, string[] outputs, Tensor?[] weights)
    {
        Value? sum = null;
        foreach (var (name, tensor) in outputs.Zip(weights).Where(p => p.Second is not null))
        {
            Dim[] shape = [.. tensor!.Shape.Select(e => (Dim)e)];
            var product = builder.Shaped(builder[name] * builder.Constant(tensor, hint: "dy"), shape);
            var axes = Enumerable.Range(0, tensor.Rank).Select(a => (long)a).ToArray();
            var total = axes.Length == 0 ? product : builder.Shaped(Op.ReduceSum(product, axes, keepDims: false));
            sum = sum is { } s ? builder.Shaped(s + total) : total;
        }
        return sum!.Value;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static CompositeCase Find(string name) => CompositeCases.All.Single(c => c.ToString() == name);
}
