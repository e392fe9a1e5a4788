using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Autodiff;
using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Tests.Golden;

/// <summary>How the cases of each method are answered. What is not in the table is not built yet.</summary>
internal static class GoldenMethods
{
    public static ImmutableSortedDictionary<
        string,
        Func<GoldenCase, ImmutableDictionary<string, double[]>>
    > Table { get; } =
        new Dictionary<string, Func<GoldenCase, ImmutableDictionary<string, double[]>>>
        {
            ["integrated-gradients"] = c => Integrated(c, new(c.Inputs) { Baselines = c.Baselines }),
            ["layer-integrated-gradients"] = c => Integrated(c, AtLayer(c, Baseline.AtInput(OnlyBaseline(c)))),
            ["aumann-shapley"] = c =>
                Integrated(c, AtLayer(c, GoldenCase.BaselineOf(c.Params.GetProperty("layer_baseline")))),
            ["neuron-integrated-gradients"] = c => Integrated(c, new(c.Inputs) { Baselines = c.Baselines }),
            ["neuron-gradient"] = c => Gradient(c, (g, _) => g),
            ["saliency"] = c => Gradient(c, (g, _) => c.Flag("abs", false) ? Math.Abs(g) : g),
            ["gradient-x-input"] = c => Gradient(c, (g, x) => g * x),
            ["layer-gradient-x-activation"] = c => Gradient(c, (g, a) => g * a),
            ["layer-activation"] = c => Gradient(c, (_, a) => a),
            ["internal-influence"] = Influence,
            ["shapley-ig"] = ShapleyIntegrated,
            ["shapley-exact"] = Shapley,
            ["deeplift-rescale"] = c => Propagated(c, new DeepLift { MultiplyByInputs = Multiplied(c) }),
            ["deeplift-revealcancel"] = c => Propagated(c, new DeepLift { Rule = DeepLiftRule.RevealCancel }),
            ["deepshap"] = c =>
                Propagated(c, new DeepShap { References = ReferencesOf(c), MultiplyByInputs = Multiplied(c) }),
            ["lrp"] = c => Propagated(c, new LayerwiseRelevancePropagation { Composite = CompositeOf(c) }),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Question AtLayer(GoldenCase golden, Baseline baseline) =>
        new(golden.Inputs) { Features = [golden.Layer!], Baseline = baseline };

    private static Baseline OnlyBaseline(GoldenCase golden) =>
        golden.Inputs.Count == 1
            ? golden.Baselines.GetValueOrDefault(golden.Inputs.Keys.Single(), Baseline.Zero)
            : throw new NotSupportedException($"{golden}: a layer's baseline from several inputs.");

    private static ImmutableDictionary<string, double[]> Integrated(GoldenCase golden, Question question)
    {
        using var network = new Network(GoldenCases.ModelOf(golden));
        var method = new IntegratedGradients
        {
            Steps = golden.Steps,
            Quadrature = golden.Quadrature,
            MultiplyByInputs = golden.Flag("multiply_by_inputs", true),
        };
        return method
            .Explain(network, question with { Target = TargetOf(golden) })
            .Values.ToImmutableDictionary(v => v.Key, v => v.Value.ToDoubles());
    }

    /// <summary>The exported gradient at the example, combined with the feature element by element.</summary>
    private static ImmutableDictionary<string, double[]> Gradient(
        GoldenCase golden,
        Func<double, double, double> combine
    )
    {
        using var gradient = GradientOf(golden);
        var results = gradient.Run(golden.Inputs);
        return gradient.Features.ToImmutableDictionary(
            f => f,
            f => results[$"gradient/{f}"].ToDoubles().Zip(results[f].ToDoubles(), combine).ToArray()
        );
    }

    /// <summary>The layer's gradient summed along the line between the inputs, every point an example of one run.</summary>
    private static ImmutableDictionary<string, double[]> Influence(GoldenCase golden)
    {
        using var gradient = GradientOf(golden);
        var (name, x) = golden.Inputs.Single();
        var examples = (int)x.Shape[0];
        var baseline = OnlyBaseline(golden)
            .Of(new BaselineSite(name, x, ImmutableDictionary<string, Tensor>.Empty, _ => x));
        var points = golden.Quadrature.Points(golden.Steps);
        var rows = Enumerable.Range(0, examples).Select(e => Influence(Line(e)));
        return ImmutableDictionary<string, double[]>.Empty.Add(golden.Layer!, [.. rows.SelectMany(r => r)]);

        Tensor Line(int example)
        {
            var to = x.Rows(example, 1).ToDoubles();
            var from = baseline.Rows(baseline.Shape[0] == 1 ? 0 : example, 1).ToDoubles();
            var line = points.SelectMany(p => from.Zip(to, (b, v) => b + p.Position * (v - b)));
            return Tensor.Of(line.ToArray(), [points.Length, .. x.Shape.Skip(1)]).To(x.ElementType);
        }

        double[] Influence(Tensor line)
        {
            var gradients = gradient.Run(golden.Inputs.SetItem(name, line))[$"gradient/{golden.Layer}"];
            var sum = new double[gradients.Length / points.Length];
            for (var p = 0; p < points.Length; p++)
                TensorPrimitives.MultiplyAdd(gradients.Rows(p, 1).ToDoubles(), points[p].Weight, sum, sum);
            return sum;
        }
    }

    private static ImmutableDictionary<string, double[]> ShapleyIntegrated(GoldenCase golden)
    {
        using var network = new Network(GoldenCases.ModelOf(golden));
        var coalitions = golden
            .Params.GetProperty("coalitions")
            .EnumerateArray()
            .Select(row => row.EnumerateArray().Select(bit => bit.GetInt32()).ToArray())
            .Select(bits => Coalition.Of(bits.Length, [.. bits.Index().Where(b => b.Item != 0).Select(b => b.Index)]));
        var method = new ShapleyIntegratedGradients
        {
            Players = golden.Players,
            Coalitions = [.. coalitions],
            Steps = golden.Steps,
            Quadrature = golden.Quadrature,
        };
        var question = new Question(golden.Inputs) { Baselines = golden.Baselines, Target = TargetOf(golden) };
        return method.Explain(network, question).Values.ToImmutableDictionary(v => v.Key, v => v.Value.ToDoubles());
    }

    /// <summary>The player's value, given to every element of the player.</summary>
    private static ImmutableDictionary<string, double[]> Shapley(GoldenCase golden)
    {
        using var network = new Network(GoldenCases.ModelOf(golden));
        var method = new ShapleyValues { Estimator = new ExactShapley(), Players = golden.Players };
        var question = new Question(golden.Inputs) { Baselines = golden.Baselines, Target = TargetOf(golden) };
        var players = method.Explain(network, question).Players;
        return golden.Inputs.Keys.ToImmutableDictionary(
            input => input,
            input => players.SelectMany(p => p.Partition.Spread(input, p.Values.AsSpan())).ToArray()
        );
    }

    /// <summary>At the inputs, at a layer whose baseline is where the inputs' leads, or of a neuron.</summary>
    private static ImmutableDictionary<string, double[]> Propagated(GoldenCase golden, AttributionMethod method)
    {
        using var network = new Network(GoldenCases.ModelOf(golden));
        var question = new Question(golden.Inputs) { Baselines = golden.Baselines, Target = TargetOf(golden) };
        if (golden is { Neuron: null, Layer: { } layer })
            question = question with
            {
                Features = [layer],
                Baselines = ImmutableDictionary<string, Baseline>.Empty,
                Baseline = method is DeepLift ? AtInputs(golden) : Baseline.Zero,
            };
        return method
            .Explain(network, method is DeepShap ? question with { Baselines = question.Baselines.Clear() } : question)
            .Values.ToImmutableDictionary(v => v.Key, v => v.Value.ToDoubles());
    }

    /// <summary>Every input at its own baseline.</summary>
    private static Baseline AtInputs(GoldenCase golden) =>
        Baseline.AtInputs(
            golden.Inputs.ToImmutableDictionary(
                i => i.Key,
                i =>
                {
                    var row = golden
                        .Baselines.GetValueOrDefault(i.Key, Baseline.Zero)
                        .Of(new BaselineSite(i.Key, i.Value, golden.Inputs, inputs => inputs[i.Key]));
                    var count = i.Value.Shape[0];
                    return row.Shape[0] == count ? row : Tensor.Stacked([.. Enumerable.Repeat(row, (int)count)]);
                }
            ),
            "stated"
        );

    private static bool Multiplied(GoldenCase golden) => golden.Flag("multiply_by_inputs", true);

    private static ImmutableDictionary<string, Tensor> ReferencesOf(GoldenCase golden) =>
        golden
            .Json.GetProperty("baselines")
            .EnumerateObject()
            .ToImmutableDictionary(b => b.Name, b => NestedArray.Read(b.Value).To(ElementType.Float32));

    private static LrpComposite CompositeOf(GoldenCase golden)
    {
        var rule = golden.Params;
        var epsilon = rule.GetProperty("epsilon").GetDouble();
        return LrpComposite.Uniform(
            rule.GetProperty("rule").GetString() switch
            {
                "epsilon" => LrpRule.Epsilon(epsilon),
                "gamma" => LrpRule.Gamma(rule.GetProperty("gamma").GetDouble(), epsilon),
                _ => LrpRule.AlphaBeta(
                    rule.GetProperty("alpha").GetDouble(),
                    rule.GetProperty("beta").GetDouble(),
                    epsilon
                ),
            }
        );
    }

    private static PlainGradient GradientOf(GoldenCase golden)
    {
        ImmutableArray<string> inputs = [.. golden.Inputs.Keys];
        var features = golden is { Neuron: null, Layer: { } layer } ? [layer] : inputs;
        return new PlainGradient(GoldenCases.ModelOf(golden), TargetOf(golden), features);
    }

    private static Target TargetOf(GoldenCase golden) =>
        golden switch
        {
            { Neuron: { } neuron } => Target.Neuron(golden.Layer!, neuron),
            // An activation has no target; any entry will do.
            { Method: "layer-activation" } => Target.Top,
            _ => Target.At(golden.Target),
        };
}
