using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>The facial-expression network of face-api.js: four dense blocks of separable convolutions, seven classes.</summary>
/// <remarks>
/// input float[N, 3, 112, 112], RGB of a square crop of one face, (pixel − (122.782, 117.001, 104.298)) / 255 → logits float[N, 7]
/// and features float[N, 256]. Hidden values are named <c>dense0.conv0</c>, <c>dense0.relu0</c>, <c>dense0.conv1.dw</c>, …,
/// <c>dense0.add1</c>, …, <c>dense0.out</c>.
/// </remarks>
public static class FaceExpressionNetwork
{
    /// <summary>What the weights are called in the package.</summary>
    public const string Weights = "face_expression_model";

    /// <summary>The classes, in the order of the logits.</summary>
    public static ImmutableArray<string> Expressions { get; } =
    ["neutral", "happy", "sad", "angry", "fearful", "disgusted", "surprised"];

    /// <summary>Builds the network from its weights.</summary>
    /// <exception cref="ModelException">A tensor is missing or does not fit.</exception>
    public static Model Build(WeightsManifest weights)
    {
        var g = new GraphBuilder();
        var x = g.Input("input", ElementType.Float32, Dim.Batch, 3, 112, 112);
        for (var block = 0; block < 4; block++)
            x = DenseBlock(x, $"dense{block}", weights);
        var whole = Attributes.None.With("kernel_shape", new[] { 7L, 7L });
        var pooled = g.Emit("AveragePool", [x], whole, "avgpool");
        var features = Last(g, 256, new Node("Flatten", [pooled.Name], ["features"], Attributes.None));
        var (w, b) = (g.Constant(weights["fc/weights"], "fc.W"), g.Constant(weights["fc/bias"], "fc.B"));
        var logits = Last(g, 7, new Node("Gemm", [features.Name, w.Name, b.Name], ["logits"], Attributes.None));
        g.Output(logits);
        g.Output(features);
        return Model.Canonical(g.Build("face-expression"));
    }

    // o₁ = relu(conv0(x)), s₁ = o₁ + conv1(o₁), sₖ = sₖ₋₁ + convₖ(relu(sₖ₋₁)), out = relu(s₃).
    private static Value DenseBlock(Value x, string block, WeightsManifest weights)
    {
        var sum = Relu(Halved(x, block, weights), $"{block}.relu0");
        var active = sum;
        for (var i = 1; i <= 3; i++)
        {
            var grown = Separable(active, $"{block}.conv{i}", weights, ConvGeometry.Same);
            sum = x.Builder.Emit("Add", [sum, grown], hint: $"{block}.add{i}");
            active = Relu(sum, i < 3 ? $"{block}.relu{i}" : $"{block}.out");
        }
        return active;
    }

    private static Value Halved(Value x, string block, WeightsManifest weights) =>
        weights.Tensors.TryGetValue($"{block}/conv0/filters", out var filters)
            ? ConvGeometry.Halving.Conv(x, $"{block}.conv0", Filters.Full(filters), weights[$"{block}/conv0/bias"])
            : Separable(x, $"{block}.conv0", weights, ConvGeometry.Halving);

    private static Value Separable(Value x, string name, WeightsManifest weights, ConvGeometry geometry)
    {
        var path = name.Replace('.', '/');
        var depthwise = Filters.Depthwise(weights[$"{path}/depthwise_filter"]);
        var spread = geometry.Conv(x, $"{name}.dw", depthwise, groups: depthwise.Shape[0]);
        var pointwise = Filters.Full(weights[$"{path}/pointwise_filter"]);
        return ConvGeometry.Point.Conv(spread, name, pointwise, weights[$"{path}/bias"]);
    }

    private static Value Relu(Value x, string name) => x.Builder.Emit("Relu", [x], hint: name);

    private static Value Last(GraphBuilder g, long width, Node node) =>
        g.Add(node, name => new ValueInfo(name, ElementType.Float32, [Dim.Batch, width]))[0];
}
