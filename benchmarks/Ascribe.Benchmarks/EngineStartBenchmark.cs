using Ascribe.Onnx;
using Ascribe.Runtime;
using BenchmarkDotNet.Attributes;

namespace Ascribe.Benchmarks;

/// <summary>What does it cost to get from a file to a gradient that is ready to run?</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class EngineStartBenchmark
{
    private string path = "";

    /// <summary>The model.</summary>
    [Params("mobilenetv2-imagenet", "resnet50-v1-imagenet-int8w")]
    public string Model { get; set; } = "";

    /// <summary>Finds the file.</summary>
    [GlobalSetup]
    public void Setup() => path = Path.GetFullPath(SharedModel.Path(Model));

    /// <summary>Reading and checking alone.</summary>
    [Benchmark]
    public Model Load() => Onnx.Model.Load(path);

    /// <summary>Reading, canonical form, differentiation.</summary>
    [Benchmark]
    public Model Differentiate()
    {
        using var network = Network.Load(path);
        return network.Differentiate(Target.Top);
    }

    /// <summary>All of that, and a session.</summary>
    [Benchmark]
    public void Session()
    {
        using var network = Network.Load(path);
        using var session = new Session(network.Differentiate(Target.Top));
    }
}
