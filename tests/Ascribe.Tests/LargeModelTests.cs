using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Tests;

/// <summary>A model that one message cannot hold goes the same way as any other: its content lies in a file beside it.</summary>
public sealed class LargeModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ModelBeyondALoweredLimit_IsSavedLoadedAndExplained() => Check(new LargeModel(600, 3), 1 << 20);

    [Fact]
    public void ModelBeyondTwoGibibytes_IsSavedLoadedAndExplained()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("ASCRIBE_HEAVY") == "1",
            "2.4 GB of weights take minutes and 8 GB of memory; ASCRIBE_HEAVY=1 runs it."
        );
        var model = new LargeModel(8192, 9);
        model.Bytes.ShouldBeGreaterThan(2_200_000_000);
        Check(model, Model.LargestMessage);
    }

    private void Check(LargeModel large, long largestMessage)
    {
        var path = folder["large.onnx"];
        large.Build().Save(path, largestMessage).ShouldBe([path, $"{path}.data"]);
        // What was built goes before the file is loaded.
        GC.Collect();
        new FileInfo(path).Length.ShouldBeLessThan(10_000);
        new FileInfo($"{path}.data").Length.ShouldBeGreaterThanOrEqualTo(large.Bytes);
        Inspection.Of(Model.Load(path)).Parameters.ShouldBe(large.Bytes / 4);
        using var network = Network.Load(path);
        Explained(network, large);
        var gradient = folder["gradient.onnx"];
        network.Differentiate(Target.Class(0)).Save(gradient, largestMessage).ShouldBe([gradient, $"{gradient}.data"]);
        Differentiated(Model.Load(gradient), large);
    }

    /// <summary>What the model makes of x passes through s = x·u alone, so that each entry's share is x·u / s.</summary>
    private static void Explained(Network network, LargeModel large)
    {
        var x = large.X;
        var question = Question.About(network, Row(x)) with { Target = Target.Class(0) };
        var why = new IntegratedGradients { Steps = 20 }.Explain(
            network,
            question,
            cancellation: TestContext.Current.CancellationToken
        );
        var (value, gradient) = large.First(x);
        why.Output.ToDoubles()[0].ShouldBe(value, 1e-5);
        var shares = x.Zip(gradient, (a, b) => a * b).ToArray();
        Distance
            .RelativeL2(why.Values["x"].ToDoubles(), [.. shares.Select(s => s / shares.Sum() * value)])
            .ShouldBeLessThan(1e-4);
    }

    private static void Differentiated(Model model, LargeModel large)
    {
        using var session = new Session(model);
        var results = session.Run(
            new Dictionary<string, Tensor> { ["x"] = Row(large.X) },
            TestContext.Current.CancellationToken
        );
        var (value, gradient) = large.First(large.X);
        results[session.Outputs.IndexOf("target")].ToDoubles()[0].ShouldBe(value, 1e-5);
        Distance
            .RelativeL2(results[session.Outputs.IndexOf("gradient/x")].ToDoubles(), gradient)
            .ShouldBeLessThan(1e-4);
    }

    private static Tensor Row(double[] x) => Tensor.Of(x, 1, x.Length).To(ElementType.Float32);
}
