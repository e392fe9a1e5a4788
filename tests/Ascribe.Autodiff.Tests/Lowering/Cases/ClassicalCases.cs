using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>ai.onnx.ml.</summary>
internal static class ClassicalCases
{
    private static readonly float[] Nine = [0.3f, -0.7f, 0.5f, 0.9f, 0.2f, -0.4f, -0.6f, 0.8f, 0.1f];

    public static ImmutableArray<CompositeCase> All { get; } =
    [
        .. from transform in new[] { "NONE", "LOGISTIC", "SOFTMAX" } from form in Classifiers(transform) select form,
        Classical("LinearRegressor", "one target", Rows())
            .Set("coefficients", Nine[..3])
            .Set("intercepts", new[] { 0.4f }),
        Classical("LinearRegressor", "no intercept", Rows()).Set("coefficients", Nine[..3]),
        Classical("LinearRegressor", "three targets", Rows())
            .Set("coefficients", Nine)
            .Set("intercepts", new[] { 0.4f, 0, -1 })
            .Set("targets", 3),
        Classical("LinearRegressor", "three targets, softmax", Rows())
            .Set("coefficients", Nine)
            .Set("intercepts", new[] { 0.4f, 0, -1 })
            .Set("targets", 3)
            .Set("post_transform", "SOFTMAX"),
        Machine("LINEAR"),
        Machine("POLY"),
        Machine("RBF"),
        Machine("SIGMOID"),
        Classical("SVMRegressor", "no support vectors", Rows())
            .Set("coefficients", Nine[..3])
            .Set("rho", new[] { 0.25f })
            .Set("kernel_type", "LINEAR")
            .Set("kernel_params", new[] { 0f, 0, 0 })
            .Set("n_supports", 0),
        Classical("Scaler", "by column", Rows())
            .Set("offset", new[] { 0.5f, -1, 2 })
            .Set("scale", new[] { 2f, 0.5f, -1 }),
        Classical("Scaler", "one for all", Rows()).Set("offset", new[] { 0.5f }).Set("scale", new[] { 2f }),
        .. new[] { "MAX", "L1", "L2" }.Select(norm => Classical("Normalizer", norm, Rows()).Set("norm", norm)),
        Classical("Imputer", "not a number", Rows(), Gaps(float.NaN))
            .Set("imputed_value_floats", new[] { 0.5f, 1, 2 })
            .Set("replaced_value_float", float.NaN) with
        {
            Before = (x, gaps) => x + gaps,
        },
        Classical("Imputer", "a number", Rows(), Gaps(0)).Set("imputed_value_floats", new[] { 0.5f }) with
        {
            Before = (x, gaps) => x * gaps,
        },
        Classical("ArrayFeatureExtractor", "", Rows(), Operand.Longs(2, 0, 2)),
        Classical("FeatureVectorizer", "", Rows(), Operand.Data(2, 2)).Set("inputdimensions", new[] { 3, 2 }),
        Classical("OneHotEncoder", "", Rows()).Set("cats_int64s", new long[] { 0, 1, -1 }),
        Classical("Binarizer", "", Rows()).Set("threshold", 0.3f),
    ];

    private static IEnumerable<CompositeCase> Classifiers(string transform) =>
        [
            Classifier($"three classes, {transform}", 3)
                .Set("classlabels_ints", new[] { 5, 7, 9 })
                .Set("post_transform", transform),
            Classifier($"two classes, {transform}", 2)
                .Set("classlabels_ints", new[] { 0, 1 })
                .Set("post_transform", transform),
            Classifier($"two classes by one row, {transform}", 1)
                .Set("classlabels_ints", new[] { 4, 6 })
                .Set("post_transform", transform),
        ];

    private static CompositeCase Classifier(string condition, int rows) =>
        Classical("LinearClassifier", condition, Rows())
            .Set("coefficients", Nine[..(3 * rows)])
            .Set("intercepts", new[] { 0.4f, 0, -1 }[..rows]) with
        {
            Outputs = ["label", "scores"],
        };

    private static CompositeCase Machine(string kernel) =>
        Classical("SVMRegressor", kernel, Rows())
            .Set("coefficients", new[] { 0.7f, -1.1f })
            .Set("support_vectors", Nine[..6])
            .Set("n_supports", 2)
            .Set("rho", new[] { 0.25f })
            .Set("kernel_type", kernel)
            .Set("kernel_params", new[] { 0.3f, 0.2f, 3 });

    private static Operand Rows() => Operand.Data(2, 3);

    /// <summary>Where something is missing, by what is put there.</summary>
    private static Operand Gaps(float missing) =>
        Operand.Fixed(Tensor.Of([float.IsNaN(missing) ? 0 : 1, missing, float.IsNaN(missing) ? 0 : 1], 1, 3));

    private static CompositeCase Classical(string op, string condition, params Operand?[] operands) =>
        new(op, condition, [.. operands]) { Domain = "ai.onnx.ml" };
}
