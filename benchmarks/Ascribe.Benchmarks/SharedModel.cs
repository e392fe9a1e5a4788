namespace Ascribe.Benchmarks;

/// <summary>Where the models to measure with are.</summary>
internal static class SharedModel
{
    public static string Path(string name) =>
        System.IO.Path.Combine(
            Environment.GetEnvironmentVariable("ASCRIBE_DATA") ?? "../shared",
            "models",
            $"{name}.onnx"
        );
}
