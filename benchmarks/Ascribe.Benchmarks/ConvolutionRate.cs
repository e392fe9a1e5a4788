using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Runtime.Blocked;
using Ascribe.Runtime.Kernels;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Benchmarks;

/// <summary>
/// How fast do the convolutions of ResNet-50 run, those of the way back included, beside a product of large matrices? One thread, batch 2; a
/// JSON object.
/// </summary>
internal static class ConvolutionRate
{
    private const int Runs = 10;
    private const int Side = 2048;

    /// <summary>Measures both, in turns.</summary>
    public static void Run()
    {
        using var network = Network.Load(SharedModel.Path("resnet50-v1-imagenet-int8w"));
        var gradient = network.Differentiate(Target.Top);
        var folder = Directory.CreateTempSubdirectory("ascribe-");
        try
        {
            var path = Path.Combine(folder.FullName, "gradient.onnx");
            BlockedModel.Of(gradient).Save(path, 1 << 20);
            using var product = new Session(Product());
            var matrices = ShapeProbe.Example(Product().Graph);
            product.Run(matrices);
            var before = ProductRate(product, matrices);
            var nodes = Profiled(path, folder.FullName, gradient);
            var after = ProductRate(product, matrices);
            var convolutions = nodes.Where(n => n.Operations > 0).ToArray();
            var seconds = convolutions.Sum(n => n.Seconds);
            var rate = convolutions.Sum(n => n.Operations) / seconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"convolution_gflops": {{rate / 1e9:0.0}}, "sgemm_gflops": {{Math.Max(before, after) / 1e9:0.0}}, "ratio": {{rate / Math.Max(before, after):0.000}}, "share_of_time": {{seconds / nodes.Sum(n => n.Seconds):0.000}}}"""
                )
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Model Product()
    {
        var builder = new GraphBuilder();
        var (a, b) = (
            builder.Input("a", ElementType.Float32, Side, Side),
            builder.Input("b", ElementType.Float32, Side, Side)
        );
        builder.Output(Op.MatMul(a, b), "c");
        return Model.Canonical(builder.Build("product"));
    }

    /// <summary>Operations a second, the best of a few.</summary>
    private static double ProductRate(Session product, IReadOnlyDictionary<string, Tensor> matrices)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            product.Run(matrices);
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return 2.0 * Side * Side * Side / best;
    }

    /// <summary>What each node took in all runs but the first, and the operations of convolutions.</summary>
    private static List<(double Seconds, double Operations)> Profiled(string path, string folder, Model gradient)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            // The prefix first: profiling begins with the one that it finds.
            ProfileOutputPathPrefix = Path.Combine(folder, "profile"),
            EnableProfiling = true,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
        };
        KernelDomain.AddTo(options);
        using var session = new InferenceSession(path, options);
        var feeds = ShapeProbe.Example(gradient.Graph, batch: 2);
        var inputs = feeds.ToDictionary(
            f => f.Key,
            f => OrtValue.CreateTensorValueFromMemory(f.Value.ToFloats(), [.. f.Value.Shape]),
            StringComparer.Ordinal
        );
        using var run = new RunOptions();
        for (var i = 0; i <= Runs; i++)
            session.Run(run, inputs, session.OutputNames).Dispose();
        foreach (var value in inputs.Values)
            value.Dispose();
        using var profile = JsonDocument.Parse(File.ReadAllText(session.EndProfiling()));
        var nodes = profile
            .RootElement.EnumerateArray()
            .Where(e =>
                e.GetProperty("cat").GetString() == "Node"
                && e.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal)
            )
            .ToArray();
        return
        [
            .. nodes
                .Skip(nodes.Length / (Runs + 1))
                .Select(n => (n.GetProperty("dur").GetDouble() / 1e6, Operations(n))),
        ];
    }

    /// <summary>Two for each product of a convolution: output elements × weights of one output channel.</summary>
    private static double Operations(JsonElement node)
    {
        var said = node.GetProperty("args");
        if (said.GetProperty("op_name").GetString() != "Conv")
            return 0;
        var weights = Shape(said.GetProperty("input_type_shape")[1]);
        var output = Shape(said.GetProperty("output_type_shape")[0]);
        return 2 * output.Aggregate(1.0, (p, n) => p * n) * weights.Skip(1).Aggregate(1.0, (p, n) => p * n);
    }

    private static long[] Shape(JsonElement typed) =>
        [.. typed.EnumerateObject().Single().Value.EnumerateArray().Select(n => n.GetInt64())];
}
