using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Linear models and support vectors of ai.onnx.ml.</summary>
internal static class LinearModels
{
    /// <summary>LinearRegressor(x) → f(x·Wᵀ + b).</summary>
    public static void Regressor(Composite n) => n.Define(0, Transformed(n, Affine(n, n.Attributes.Int("targets", 1))));

    /// <summary>LinearClassifier(x) → the label of the largest score, and the scores f(x·Wᵀ + b).</summary>
    /// <remarks>Two classes may share one row of coefficients; the other class is then its complement.</remarks>
    public static void Classifier(Composite n)
    {
        var labels = Labels(n);
        var rows = n.Attributes.Floats("intercepts") is { IsDefault: false, Length: var count }
            ? count
            : labels.Shape[0];
        var scores = Affine(n, rows);
        var names = n.Builder.Constant(labels, hint: "labels");
        if (rows == 1 && labels.Shape[0] == 2)
        {
            n.Define(0, Gather(names, Squeeze(Cast(scores > 0, ElementType.Int64), 1), 0));
            n.Define(1, Concat(Complementary(n, scores), 1));
            return;
        }
        if (n.Gives(0))
        {
            var largest = Unary("ArgMax", scores, Attributes.None.With("axis", 1).With("keepdims", 0));
            n.Define(0, Gather(names, largest, 0));
        }
        n.Define(1, Transformed(n, scores));
    }

    /// <summary>SVMRegressor(x) → Σ aᵢ·K(sᵢ, x) + ρ over the support vectors sᵢ.</summary>
    public static void SupportVectorRegressor(Composite n)
    {
        if (n.Attributes.Int("one_class") != 0)
            throw n.Refused("decides whether an example belongs to its class, which is piecewise constant");
        var x = Cast(n.X, ElementType.Float32);
        var coefficients = Required(n, "coefficients");
        var count = n.Attributes.Int("n_supports");
        var weights = n.Builder.Constant(Tensor.Of(coefficients, coefficients.Length, 1), hint: "coefficients");
        var products = count == 0 ? x : Kernel(n, x, (int)count);
        n.Define(0, Transformed(n, MatMul(products, weights) + Required(n, "rho")[0]));
    }

    private static Value Kernel(Composite n, Value x, int count)
    {
        var vectors = Required(n, "support_vectors");
        var width = vectors.Length / count;
        var columns = Transposed(vectors, count, width);
        var products = MatMul(x, n.Builder.Constant(Tensor.Of(columns, width, count), hint: "support"));
        float[] numbers = n.Attributes.Floats("kernel_params") is { IsDefault: false } given ? [.. given] : [0, 0, 0];
        var (gamma, coef0, degree) = (numbers[0], numbers[1], numbers[2]);
        switch (n.Attributes.Text("kernel_type", "LINEAR"))
        {
            case "LINEAR":
                return products;
            case "POLY":
                var sum = products * gamma + coef0;
                return Binary("Pow", sum, sum.Like(degree));
            case "SIGMOID":
                return Tanh(products * gamma + coef0);
            case "RBF":
                var squares = vectors.Chunk(width).Select(v => v.Sum(a => a * a)).ToArray();
                var norms = n.Builder.Constant(Tensor.Of(squares, 1, count), hint: "squares");
                return Exp((ReduceSum(x * x, [1]) - 2 * products + norms) * -gamma);
            case var other:
                throw n.Refused($"has the kernel '{other}', which is not known");
        }
    }

    /// <summary>x·Wᵀ + b.</summary>
    private static Value Affine(Composite n, long rows)
    {
        var coefficients = Required(n, "coefficients");
        var width = (int)(coefficients.Length / rows);
        var columns = Transposed(coefficients, (int)rows, width);
        var x = Cast(n.X, ElementType.Float32);
        var row = x.Rank == 1 ? Unsqueeze(x, 0) : x;
        var product = MatMul(row, n.Builder.Constant(Tensor.Of(columns, width, rows), hint: "coefficients"));
        return n.Attributes.Floats("intercepts") is { IsDefault: false } intercepts
            ? product + n.Builder.Constant(Tensor.Vector([.. intercepts]), hint: "intercepts")
            : product;
    }

    private static Value[] Complementary(Composite n, Value scores) =>
        n.Attributes.Text("post_transform", "NONE") switch
        {
            "NONE" or "SOFTMAX" => [1 - scores, scores],
            "LOGISTIC" => [Sigmoid(-scores), Sigmoid(scores)],
            var other => throw n.Refused($"transforms one score for two classes by {other}, which is not supported"),
        };

    private static Value Transformed(Composite n, Value scores) =>
        n.Attributes.Text("post_transform", "NONE") switch
        {
            "NONE" => scores,
            "LOGISTIC" => Sigmoid(scores),
            "SOFTMAX" => Unary("Softmax", scores, Attributes.None.With("axis", -1)),
            var other => throw n.Refused($"transforms its scores by {other}, which is not supported"),
        };

    private static Tensor Labels(Composite n)
    {
        if (n.Attributes.Ints("classlabels_ints") is { IsDefault: false } numbers)
            return Tensor.Vector([.. numbers]);
        var texts = n.Attributes.Settings.FirstOrDefault(s => s.Key == "classlabels_strings").Value;
        return texts is ImmutableArray<string> names
            ? new Tensor([names.Length], names)
            : throw n.Refused("states no labels of its classes");
    }

    private static float[] Required(Composite n, string name) =>
        n.Attributes.Floats(name) is { IsDefault: false } numbers
            ? [.. numbers]
            : throw n.Refused($"lacks its attribute '{name}'");

    private static float[] Transposed(float[] matrix, int rows, int columns) =>
        [.. Enumerable.Range(0, matrix.Length).Select(i => matrix[i % rows * columns + i / rows])];
}
