using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class LayerwiseRelevancePropagationTests
{
    private const double ε = 0.05;
    private static readonly double[] X = SmallModels.Random(401, 5).ToDoubles();
    private static readonly DenseMatrix Layer = new(
        SmallModels.Random(402, 5, 3).ToDoubles(),
        SmallModels.Random(403, 3).ToDoubles()
    );

    private static readonly double[] Z =
    [
        .. Layer.ByOutput((i, j) => X[i] * Layer[i, j]).Zip(Layer.Bias, (s, b) => s + b),
    ];

    /// <summary>Each rule as a formula over one dense layer, R_j = z_j.</summary>
    private static readonly ImmutableSortedDictionary<string, (LrpRule Rule, Func<double[]> Expected)> Formulas =
        new Dictionary<string, (LrpRule, Func<double[]>)>
        {
            ["epsilon"] = (
                LrpRule.Epsilon(ε),
                () => Layer.ByInput((i, j) => X[i] * Layer[i, j] * Z[j] / Stabilized(Z[j]))
            ),
            ["gamma"] = (LrpRule.Gamma(0.5, ε), Gamma),
            ["alpha-beta"] = (LrpRule.AlphaBeta(2, 1, ε), () => AlphaBeta(2, 1, ε)),
            ["z+"] = (LrpRule.ZPlus, () => AlphaBeta(1, 0, 0)),
            ["flat"] = (LrpRule.Flat, () => Layer.ByInput((_, j) => Z[j] / Layer.Inputs)),
            ["box"] = (LrpRule.Box(-1, 2), Box),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static TheoryData<string> Rules => [.. Formulas.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_OfADenseLayer_IsItsFormula(string name)
    {
        var (rule, expected) = Formulas[name];
        var relevance = Explain(Dense(asGemm: false), LrpComposite.Uniform(rule), WholeOutput);
        Distance.Largest(relevance.Of("x"), expected()).ShouldBeLessThan(2e-5);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_IsTheSame_HoweverTheLayerIsWritten(string name)
    {
        // Product and sum, Gemm, and a convolution over one pixel are the same layer, bias included.
        var composite = LrpComposite.Uniform(Formulas[name].Rule);
        var expected = Explain(Dense(asGemm: false), composite, WholeOutput).Of("x");
        Distance.Largest(Explain(Dense(asGemm: true), composite, WholeOutput).Of("x"), expected).ShouldBeLessThan(1e-5);
        Distance.Largest(Explain(OnePixel, composite, WholePixel).Of("x"), expected).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Identity_PassesRelevance_AndRefusesAnotherShape()
    {
        var square = SmallModels.Of(b =>
            MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 5), SmallModels.Weights(b, 404, 5, 5))
        );
        var attribution = Explain(square, LrpComposite.Uniform(LrpRule.Identity), Target.Class(2));
        attribution.Of("x").Index().ShouldAllBe(r => r.Index == 2 || r.Item == 0);
        attribution.Of("x")[2].ShouldBe(attribution.Output.ToDoubles()[0], 1e-7);
        Should
            .Throw<NotDifferentiableException>(() =>
                Explain(Dense(asGemm: true), LrpComposite.Uniform(LrpRule.Identity), WholeOutput)
            )
            .Message.ShouldContain("choose another rule");
    }

    [Theory]
    [InlineData("epsilon")]
    [InlineData("z+")]
    [InlineData("alpha-beta")]
    [InlineData("gamma")]
    public void Relevance_WithoutBiases_IsKept(string name)
    {
        var rule = name switch
        {
            "epsilon" => LrpRule.Epsilon(1e-9),
            "alpha-beta" => LrpRule.AlphaBeta(),
            "gamma" => LrpRule.Gamma(0.1),
            _ => Formulas[name].Rule,
        };
        using var network = new Network(SmallModels.Cnn);
        var question = new Question(Inputs(("x", Positive(405, 2, 2, 8, 8))));
        var method = new LayerwiseRelevancePropagation { Composite = LrpComposite.Uniform(rule) };
        var attribution = method.Explain(network, question);
        var gaps = attribution.CompletenessGap.ToDoubles().Zip(attribution.Output.ToDoubles(), (g, f) => g / f);
        gaps.ShouldAllBe(gap => Math.Abs(gap) < 1e-4);
    }

    [Fact]
    public void EpsilonRule_OfAReluNetworkWithoutBiases_IsGradientTimesInput()
    {
        // As ε goes to 0, ReLU networks without biases are linear where they stand.
        var question = new Question(Inputs(("x", SmallModels.Random(406, 2, 2, 8, 8))));
        using var network = new Network(SmallModels.Cnn);
        var method = new LayerwiseRelevancePropagation { Composite = LrpComposite.Uniform(LrpRule.Epsilon(1e-9)) };
        var gradient = Differentiate(SmallModels.Cnn, question).Of("x");
        var expected = gradient.Zip(question.Inputs["x"].ToDoubles(), (g, x) => g * x).ToArray();
        Distance.RelativeL2(method.Explain(network, question).Of("x"), expected).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void Composite_GivesEachLayerItsRule()
    {
        var composite = LrpComposite.EpsilonPlusFlat with
        {
            ByValue = ImmutableDictionary<string, LrpRule>.Empty.Add("conv2", LrpRule.Gamma(0.3)),
        };
        var question = new Question(Inputs(("x", Positive(407, 1, 2, 8, 8))));
        using var network = new Network(SmallModels.Cnn);
        var whole = new LayerwiseRelevancePropagation { Composite = composite }
            .Explain(network, question)
            .Of("x");
        // Behind the first layer the flat rule has no part; in front of it only the flat rule has one.
        var atConv1 = At("conv1", composite);
        Distance.Largest(atConv1, At("conv1", composite with { First = null })).ShouldBe(0);
        Distance
            .Largest(atConv1, At("conv1", composite with { ByValue = composite.ByValue.Clear() }))
            .ShouldBeGreaterThan(1e-4);
        Distance.Largest(whole, Spread(atConv1)).ShouldBeLessThan(1e-5);

        double[] At(string layer, LrpComposite rules) =>
            new LayerwiseRelevancePropagation { Composite = rules }
                .Explain(network, question with { Features = [layer] })
                .Of(layer);
    }

    [Fact]
    public void Rule_ForAValueThatNoLayerMakes_IsRefusedWithNamesNearby()
    {
        var composite = LrpComposite.Default with
        {
            ByValue = ImmutableDictionary<string, LrpRule>.Empty.Add("conv3", LrpRule.Flat),
        };
        using var network = new Network(SmallModels.Cnn);
        var question = new Question(Inputs(("x", SmallModels.Random(408, 1, 2, 8, 8))));
        Should
            .Throw<ModelException>(() =>
                new LayerwiseRelevancePropagation { Composite = composite }.Explain(network, question)
            )
            .Message.ShouldContain("conv2");
    }

    [Fact]
    public void Softmax_AtTheEnd_IsRefused_AndItsInputExplained()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 5);
            return Unary("Softmax", b.Emit("MatMul", [x, SmallModels.Weights(b, 409, 5, 3)], hint: "logits"));
        });
        using var network = new Network(model);
        var question = new Question(Inputs(("x", Tensor.Of(Array.ConvertAll(X, v => (float)v), 1, 5))));
        var method = new LayerwiseRelevancePropagation();
        Should
            .Throw<NotDifferentiableException>(() => method.Explain(network, question))
            .Message.ShouldContain("explain the logit, a target in 'logits'");
        var logit = method.Explain(network, question with { Target = Target.Neuron("logits", 1) });
        Math.Abs(logit.CompletenessGap.ToDoubles()[0]).ShouldBeLessThan(1e-4);
    }

    [Theory]
    [InlineData("LayerNormalization")]
    [InlineData("InstanceNormalization")]
    [InlineData("MeanVarianceNormalization")]
    public void Normalization_WhoseDeviationIsHeld_KeepsTheRelevance(string op)
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 3, 4);
            var count = op == "LayerNormalization" ? 4 : 3;
            var zeros = b.Constant(Tensor.Filled(ElementType.Float32, [count], 0));
            var normal = op.StartsWith("Mean", StringComparison.Ordinal)
                ? Unary(op, x, Attributes.None.With("axes", new[] { 1, 2 }))
                : b.Emit(op, [x, SmallModels.Weights(b, 411, count), zeros]);
            return MatMul(Reshape(normal, -1, 12), SmallModels.Weights(b, 412, 12, 2));
        });
        using var network = new Network(model);
        var question = new Question(Inputs(("x", SmallModels.Random(413, 2, 3, 4))));
        var attribution = new LayerwiseRelevancePropagation().Explain(network, question);
        attribution.Of("x").ShouldContain(r => Math.Abs(r) > 1e-2);
        attribution.CompletenessGap.ToDoubles().ShouldAllBe(gap => Math.Abs(gap) < 1e-4);
    }

    [Fact]
    public void Product_OfTwoThatVary_IsSharedEqually()
    {
        var model = SmallModels.Of(b =>
        {
            var (x, z) = (
                b.Input("x", ElementType.Float32, Dim.Batch, 3),
                b.Input("z", ElementType.Float32, Dim.Batch, 3)
            );
            return ReduceSum(x * z, [1], keepDims: false);
        });
        using var network = new Network(model);
        var (one, other) = (Tensor.Of([1f, -2f, 3f], 1, 3), Tensor.Of([4f, 5f, 0.5f], 1, 3));
        var question = new Question(Inputs(("x", one), ("z", other))) { Target = Target.At() };
        var attribution = new LayerwiseRelevancePropagation().Explain(network, question);
        double[] half = [2, -5, 0.75];
        Distance.Largest(attribution.Of("x"), half).ShouldBeLessThan(1e-5);
        Distance.Largest(attribution.Of("z"), half).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreRefused()
    {
        Should.Throw<ModelException>(() => LrpRule.Epsilon(0)).Message.ShouldContain("above 0");
        Should.Throw<ModelException>(() => LrpRule.AlphaBeta(2, 2)).Message.ShouldContain("has to be 1");
        Should.Throw<ModelException>(() => LrpRule.Box(1, 1)).Message.ShouldContain("no range");
    }

    private static Target WholeOutput => Target.Sum([0], [1], [2]);

    private static Target WholePixel => Target.Sum([0, 0, 0], [1, 0, 0], [2, 0, 0]);

    private static Model Dense(bool asGemm) =>
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 5);
            var (w, bias) = (SmallModels.Weights(b, 402, 5, 3), SmallModels.Weights(b, 403, 3));
            return asGemm ? b.Emit("Gemm", [x, w, bias]) : MatMul(x, w) + bias;
        });

    /// <summary>The same layer over one pixel: W turned to [O, I, 1, 1].</summary>
    private static Model OnePixel =>
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 5, 1, 1);
            float[] turned = [.. Enumerable.Range(0, 15).Select(k => (float)Layer[k % 5, k / 5])];
            return b.Emit("Conv", [x, b.Constant(Tensor.Of(turned, 3, 5, 1, 1)), SmallModels.Weights(b, 403, 3)]);
        });

    private static Attribution Explain(Model model, LrpComposite composite, Target target)
    {
        using var network = new Network(model);
        var shape = model.Graph.Inputs[0].Shape!.Value.Select(d => d.Extent ?? 1).ToArray();
        var x = Tensor.Of(Array.ConvertAll(X, v => (float)v), shape);
        var question = new Question(Inputs(("x", x))) { Target = target };
        return new LayerwiseRelevancePropagation { Composite = composite }.Explain(network, question);
    }

    private static double Stabilized(double z) => z + (z >= 0 ? ε : -ε);

    private static double[] Gamma()
    {
        double[] z =
        [
            .. Layer.ByOutput((i, j) => X[i] * Favored(Layer[i, j])).Zip(Layer.Bias, (s, b) => s + Favored(b)),
        ];
        return Layer.ByInput((i, j) => X[i] * Favored(Layer[i, j]) * Z[j] / Stabilized(z[j]));

        static double Favored(double w) => w + 0.5 * Math.Max(w, 0);
    }

    private static double[] AlphaBeta(double alpha, double beta, double epsilon)
    {
        double[] up =
        [
            .. Layer.ByOutput((i, j) => Math.Max(X[i] * Layer[i, j], 0)).Zip(Layer.Bias, (s, b) => s + Math.Max(b, 0)),
        ];
        double[] down =
        [
            .. Layer.ByOutput((i, j) => Math.Min(X[i] * Layer[i, j], 0)).Zip(Layer.Bias, (s, b) => s + Math.Min(b, 0)),
        ];
        return Layer.ByInput(
            (i, j) =>
                Z[j]
                * (
                    alpha * Math.Max(X[i] * Layer[i, j], 0) / (up[j] + epsilon)
                    - beta * Math.Min(X[i] * Layer[i, j], 0) / (down[j] - epsilon)
                )
        );
    }

    private static double[] Box()
    {
        double[] z = Layer.ByOutput(Term);
        return Layer.ByInput((i, j) => Term(i, j) * Z[j] / z[j]);

        static double Term(int i, int j) =>
            X[i] * Layer[i, j] + Math.Max(Layer[i, j], 0) - 2 * Math.Min(Layer[i, j], 0);
    }

    /// <summary>The flat rule of conv1, [4, 8, 8] → [2, 8, 8], kernel 3 with a margin of 1, in loops.</summary>
    private static double[] Spread(double[] relevance)
    {
        var result = new double[2 * 64];
        for (var output = 0; output < relevance.Length; output++)
        {
            var (row, column) = (output / 8 % 8, output % 8);
            var window = (
                from c in new[] { 0, 1 }
                from h in Enumerable.Range(row - 1, 3)
                from w in Enumerable.Range(column - 1, 3)
                where h is >= 0 and < 8 && w is >= 0 and < 8
                select c * 64 + h * 8 + w
            ).ToArray();
            foreach (var place in window)
                result[place] += relevance[output] / window.Length;
        }
        return result;
    }

    private static Tensor Positive(int seed, params long[] shape) =>
        Tensor.Of(SmallModels.Random(seed, shape).ToFloats().Select(v => (v + 1.1f) / 2).ToArray(), shape);
}
