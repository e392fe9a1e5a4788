using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>The face-descriptor network of face-api.js (dlib's residual network): faces of one person lie close together.</summary>
/// <remarks>
/// input float[N, 3, 150, 150], RGB of a square crop of one face, (pixel − (122.782, 117.001, 104.298)) / 255 → descriptor
/// float[N, 128]. Two faces of the same person have a Euclidean distance below about 0.6. Hidden values are named
/// <c>conv32_1.conv1</c>, <c>conv32_1.conv1.relu</c>, …, <c>conv32_1.out</c>. The scale and shift that follow every convolution
/// in the original are folded into its filters and bias.
/// </remarks>
public static class FaceRecognitionNetwork
{
    /// <summary>What the weights are called in the package.</summary>
    public const string Weights = "face_recognition_model";

    private static readonly string[] Blocks =
    [
        "conv32_1",
        "conv32_2",
        "conv32_3",
        "conv64_down",
        "conv64_1",
        "conv64_2",
        "conv64_3",
        "conv128_down",
        "conv128_1",
        "conv128_2",
        "conv256_down",
        "conv256_1",
        "conv256_2",
        "conv256_down_out",
    ];

    /// <summary>Builds the network from its weights.</summary>
    /// <exception cref="ModelException">A tensor is missing or does not fit.</exception>
    public static Model Build(WeightsManifest weights)
    {
        var g = new GraphBuilder();
        var input = g.Input("input", ElementType.Float32, Dim.Batch, 3, 150, 150);
        var stem = Relu(Scaled(input, "conv32_down", weights, ConvGeometry.Valid), "conv32_down.relu");
        var x = g.Emit("MaxPool", [stem], Window(3), "maxpool");
        foreach (var block in Blocks)
            x = block.Contains("down", StringComparison.Ordinal)
                ? Down(x, block, weights)
                : Residual(x, block, weights);
        var pooled = g.Emit("GlobalAveragePool", [x], hint: "avgpool");
        var features = g.Emit("Flatten", [pooled], hint: "features");
        var product = new Node(
            "MatMul",
            [features.Name, g.Constant(weights["fc"], "fc").Name],
            ["descriptor"],
            Attributes.None
        );
        g.Output(g.Add(product, name => new ValueInfo(name, ElementType.Float32, [Dim.Batch, 128]))[0]);
        return Model.Canonical(g.Build("face-recognition"));
    }

    // relu(conv2(relu(conv1(x))) + x)
    private static Value Residual(Value x, string block, WeightsManifest weights) =>
        Sum(Branch(x, block, weights, ConvGeometry.Same), x, block);

    // relu(pool(x) + conv2(relu(conv1(x)))), half the size; the pooled side gets zero channels, the other a zero row and column.
    private static Value Down(Value x, string block, WeightsManifest weights)
    {
        var branch = Branch(x, block, weights, ConvGeometry.Valid);
        var pooled = x.Builder.Emit("AveragePool", [x], Window(2), $"{block}.pool");
        var channels = Channels(weights, block, output: true) - Channels(weights, block, output: false);
        if (channels > 0)
            pooled = Pad(pooled, $"{block}.poolpad", $"{block}.cpad", 0, 0, 0, 0, 0, channels, 0, 0);
        // At these two sizes the unpadded convolution comes out one pixel smaller than the pool.
        if (block.StartsWith("conv256", StringComparison.Ordinal))
            branch = Pad(branch, $"{block}.outpad", $"{block}.spad", 0, 0, 0, 0, 0, 0, 1, 1);
        return Sum(pooled, branch, block);
    }

    private static Value Branch(Value x, string block, WeightsManifest weights, ConvGeometry first)
    {
        var active = Relu(Scaled(x, $"{block}.conv1", weights, first), $"{block}.conv1.relu");
        return Scaled(active, $"{block}.conv2", weights, ConvGeometry.Same);
    }

    private static Value Scaled(Value x, string name, WeightsManifest weights, ConvGeometry geometry)
    {
        var path = name.Replace('.', '/');
        var scale = weights[$"{path}/scale/weights"].As<float>();
        var shift = weights[$"{path}/scale/biases"].As<float>();
        var bias = weights[$"{path}/conv/bias"].ToFloats();
        for (var i = 0; i < bias.Length; i++)
            bias[i] = bias[i] * scale[i] + shift[i];
        return geometry.Conv(x, name, Filters.Full(weights[$"{path}/conv/filters"], scale), Tensor.Vector(bias));
    }

    private static long Channels(WeightsManifest weights, string block, bool output) =>
        weights[$"{block}/conv1/conv/filters"].Shape[output ? 3 : 2];

    private static Value Sum(Value a, Value b, string block) =>
        Relu(a.Builder.Emit("Add", [a, b], hint: $"{block}.add"), $"{block}.out");

    private static Value Pad(Value x, string name, string constant, params long[] pads) =>
        x.Builder.Emit("Pad", [x, x.Builder.Constant(Tensor.Vector(pads), constant)], hint: name);

    private static Value Relu(Value x, string name) => x.Builder.Emit("Relu", [x], hint: name);

    private static Attributes Window(long size) =>
        Attributes.None.With("kernel_shape", new[] { size, size }).With("strides", new[] { 2L, 2L });
}
