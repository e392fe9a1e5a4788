using Ascribe.Onnx;
using Ascribe.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Autodiff.Tests.Lowering;

/// <summary>Models as ONNX Runtime writes them after it has optimized them.</summary>
public sealed class OptimizedModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(GraphOptimizationLevel.ORT_ENABLE_BASIC)]
    [InlineData(GraphOptimizationLevel.ORT_ENABLE_EXTENDED)]
    public void Transformer_HasTheGradientOfTheOriginal(GraphOptimizationLevel level)
    {
        var path = Path.Combine(SharedData.Repository, "samples/text/topics.onnx");
        var optimized = Optimized(path, level);
        if (level == GraphOptimizationLevel.ORT_ENABLE_EXTENDED)
            optimized.Graph.Nodes.ShouldContain(n => n.Domain == "com.microsoft");
        var tokens = Tensor.Of([.. Enumerable.Range(0, 16).Select(i => i < 9 ? 5L + 37 * i : 0)], 1, 16);
        var mask = Tensor.Of([.. Enumerable.Range(0, 16).Select(i => i < 9 ? 1L : 0)], 1, 16);
        var expected = Gradients(Model.Load(path), [("input_ids", tokens), ("attention_mask", mask)]);
        var actual = Gradients(optimized, [("input_ids", tokens), ("attention_mask", mask)]);
        actual.ShouldBeCloseTo(expected, 1e-5, "∂y/∂embedding");
    }

    [Theory]
    [InlineData("tinyvgg-10class")]
    [InlineData("resnet20-cifar10")]
    [InlineData("squeezenet1.1-imagenet")]
    public void Convolutions_FusedWithTheirActivations_HaveTheGradientOfTheOriginal(string name)
    {
        var path = SharedData.Model(name);
        var model = Model.Load(path);
        var optimized = Optimized(path, GraphOptimizationLevel.ORT_ENABLE_EXTENDED);
        optimized.Graph.Nodes.ShouldContain(n => n.QualifiedOp == "com.microsoft.FusedConv");
        var input = model.Graph.Inputs[0];
        var x = Sample.Singles(3, [1, .. input.Shape!.Value.Skip(1).Select(d => d.Extent!.Value)]);
        var actual = PixelGradient(optimized, input.Name, x);
        actual.ShouldContain(v => v != 0);
        actual.ShouldBeCloseTo(PixelGradient(model, input.Name, x), 1e-4, "∂y/∂x");
    }

    [Fact]
    public void BlockedLayout_IsRefusedWithAWayOut()
    {
        var path = SharedData.Model("tinyvgg-10class");
        var optimized = Optimized(path, GraphOptimizationLevel.ORT_ENABLE_ALL);
        Assert.SkipUnless(
            optimized.Graph.Nodes.Any(n => n.Domain == "com.microsoft.nchwc"),
            "This processor has no blocked layout."
        );
        var canonical = Canonicalization.Apply(optimized);
        var input = canonical.Graph.Inputs[0].Name;
        var output = canonical.Graph.Outputs[0].Name;
        Should
            .Throw<NotDifferentiableException>(() =>
                Differentiation.Gradient(canonical, b => Sample.Sum(b[output]), [input], RuleSets.Gradient)
            )
            .Message.ShouldContain("save the optimized model at level extended or basic");
    }

    /// <summary>∂(weighted logits)/∂(what is looked up for each token).</summary>
    private static double[] Gradients(Model model, (string, Tensor)[] feeds)
    {
        var lookup = model.Graph.Nodes.First(n =>
            n.Op == "Gather" && n.Inputs[1].StartsWith("input_ids", StringComparison.Ordinal)
        );
        var shapes = feeds.ToDictionary(f => f.Item1, f => f.Item2.Shape, StringComparer.Ordinal);
        var canonical = Canonicalization.Apply(model, [lookup.Output], shapes);
        var gradient = Differentiation.Gradient(
            canonical,
            b => Weighted(b["logits"]),
            [lookup.Output],
            RuleSets.Gradient
        );
        return Sample.Run(Canonicalization.Tidied(gradient), feeds)[$"gradient/{lookup.Output}"];
    }

    private static double[] PixelGradient(Model model, string input, Tensor x)
    {
        var canonical = Canonicalization.Apply(model);
        var output = canonical.Graph.Outputs[0].Name;
        var gradient = Differentiation.Gradient(canonical, b => Weighted(b[output]), [input], RuleSets.Gradient);
        return Sample.Run(Canonicalization.Tidied(gradient), (input, x))[$"gradient/{input}"];
    }

    private static Value Weighted(Value y)
    {
        var shape = y.Info.Shape!.Value;
        var weights = Sample.Singles(7, [1, .. shape.Skip(1).Select(d => d.Extent!.Value)]);
        return Sample.Sum(y.Builder.Shaped(y * y.Builder.Constant(weights), shape.AsSpan()));
    }

    private Model Optimized(string path, GraphOptimizationLevel level)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = level,
            OptimizedModelFilePath = folder["optimized.onnx"],
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        using var session = new InferenceSession(path, options);
        return Model.Load(folder["optimized.onnx"]);
    }
}
