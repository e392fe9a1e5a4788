using System.Collections.Immutable;
using System.Runtime.Intrinsics.X86;
using Ascribe.Onnx;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Tests.Blocked;

/// <summary>One convolution by 3×3 in blocks, as ONNX Runtime makes them, and numbers for it.</summary>
internal static class BlockedConvolution
{
    private const string Domain = "com.microsoft.nchwc";

    /// <summary>Steps of one, and a border of one.</summary>
    public static Attributes Settings { get; } =
        Attributes.None.With("kernel_shape", new long[] { 3, 3 }).With("pads", new long[] { 1, 1, 1, 1 });

    /// <summary>Skips a test where ONNX Runtime has no blocks of 16 channels.</summary>
    public static void Require() =>
        Assert.SkipUnless(Avx512F.IsSupported, "Winograd's kernel is for processors with AVX-512.");

    public static (Model Model, Dictionary<string, Tensor> Feeds) Of(
        int pictures,
        int inputs,
        int outputs,
        int height,
        int width,
        Attributes settings,
        bool bias,
        bool sum,
        float[]? weights = null
    )
    {
        var random = new Random(inputs + height);
        var constants = ImmutableDictionary<string, Tensor>.Empty.Add(
            "w",
            weights is null ? Numbers(outputs, inputs, 3, 3) : Tensor.Of(weights, outputs, inputs, 3, 3)
        );
        if (bias)
            constants = constants.Add("b", Numbers(outputs));
        var feeds = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["x"] = Numbers(pictures, inputs, height, width),
        };
        if (sum)
            feeds["s"] = Numbers(pictures, outputs, height, width);
        var model = Model.Canonical(
            new Graph
            {
                Inputs = [.. feeds.Select(f => Describe(f.Key, f.Value))],
                Constants = constants,
                Nodes = [new Node("Conv", ["x", "w", bias ? "b" : "", sum ? "s" : ""], ["y"], settings, "", Domain)],
                Outputs = [new ValueInfo("y", ElementType.Float32)],
            }
        );
        var opsets = model.Opsets.Add(KernelDomain.Name, KernelDomain.Version).Add(Domain, 1);
        return (model with { Opsets = opsets }, feeds);

        Tensor Numbers(params int[] shape) =>
            Tensor.Of(
                Enumerable
                    .Range(0, shape.Aggregate(1, (p, n) => p * n))
                    .Select(_ => (float)(random.NextDouble() * 2 - 1))
                    .ToArray(),
                [.. shape.Select(n => (long)n)]
            );
    }

    private static ValueInfo Describe(string name, Tensor tensor) =>
        new(name, ElementType.Float32, [.. tensor.Shape.Select(extent => (Dim)extent)]);
}
