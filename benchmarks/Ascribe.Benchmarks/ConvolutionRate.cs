using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Runtime.Blocked;
using Ascribe.Runtime.Kernels;
using Microsoft.ML.OnnxRuntime;

namespace Ascribe.Benchmarks;

/// <summary>
/// How fast do the convolutions of a network run, those of the way back included, beside a product of large matrices, and what takes the
/// rest of the time? One thread, batch 2; a JSON object.
/// </summary>
internal static class ConvolutionRate
{
    private const int Runs = 10;
    private const int Side = 2048;

    /// <summary>Measures both, in turns.</summary>
    /// <param name="model">The network's file; null for ResNet-50.</param>
    public static void Run(string? model)
    {
        using var network = Network.Load(model ?? SharedModel.Path("resnet50-v1-imagenet-int8w"));
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
            var whole = nodes.Sum(n => n.Seconds);
            Console.WriteLine(
                new JsonObject
                {
                    ["convolution_gflops"] = Math.Round(rate / 1e9, 1),
                    ["gflops"] = new JsonObject(
                        convolutions
                            .GroupBy(n => n.Operator, StringComparer.Ordinal)
                            .Select(g => (g.Key, Rate: g.Sum(n => n.Operations) / g.Sum(n => n.Seconds)))
                            .Select(g => KeyValuePair.Create(g.Key, (JsonNode?)Math.Round(g.Rate / 1e9, 1)))
                    ),
                    ["sgemm_gflops"] = Math.Round(Math.Max(before, after) / 1e9, 1),
                    ["ratio"] = Math.Round(rate / Math.Max(before, after), 3),
                    ["ms"] = Math.Round(1e3 * whole / Runs, 3),
                    ["shares"] = new JsonObject(
                        nodes
                            .GroupBy(n => n.Operator, StringComparer.Ordinal)
                            .Select(g => KeyValuePair.Create(g.Key, g.Sum(n => n.Seconds) / whole))
                            .OrderByDescending(g => g.Value)
                            .Select(g => KeyValuePair.Create(g.Key, (JsonNode?)Math.Round(g.Value, 3)))
                    ),
                }.ToJsonString()
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
    private static List<(string Operator, double Seconds, double Operations)> Profiled(
        string path,
        string folder,
        Model gradient
    )
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
                .Select(n => (Operator(n), n.GetProperty("dur").GetDouble() / 1e6, Operations(n))),
        ];
    }

    /// <summary>
    /// Two for each product that a convolution takes in the direct way: output elements × weights of one output channel. Winograd's takes fewer.
    /// </summary>
    private static double Operations(JsonElement node)
    {
        if (Operator(node) is not ("Conv" or WinogradKernel.Op))
            return 0;
        var said = node.GetProperty("args");
        var weights = Shape(said.GetProperty("input_type_shape")[1]);
        var output = Shape(said.GetProperty("output_type_shape")[0]);
        var products = Operator(node) == "Conv" ? weights.Skip(1).Aggregate(1.0, (p, n) => p * n) : 9.0 * weights[2];
        return 2 * output.Aggregate(1.0, (p, n) => p * n) * products;
    }

    private static string Operator(JsonElement node) => node.GetProperty("args").GetProperty("op_name").GetString()!;

    private static long[] Shape(JsonElement typed) =>
        [.. typed.EnumerateObject().Single().Value.EnumerateArray().Select(n => n.GetInt64())];
}
