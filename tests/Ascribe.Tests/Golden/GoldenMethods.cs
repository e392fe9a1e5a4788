using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;

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
            ["neuron-gradient"] = c => Explain(c, new Saliency { Absolute = false }),
            ["saliency"] = c => Explain(c, new Saliency { Absolute = c.Flag("abs", false) }),
            ["gradient-x-input"] = c => Explain(c, new GradientTimesInput()),
            ["layer-gradient-x-activation"] = c => Explain(c, new GradientTimesInput()),
            ["layer-activation"] = c => Explain(c, new Activation()),
            ["internal-influence"] = c =>
                Explain(c, new InternalInfluence { Steps = c.Steps, Quadrature = c.Quadrature }),
            ["conductance"] = c => Explain(c, new Conductance { Steps = c.Steps }),
            ["neuron-conductance"] = NeuronConductance,
            ["smoothgrad"] = Smooth,
            ["guided-backprop"] = c => Explain(c, new GuidedBackpropagation()),
            ["deconvolution"] = c => Explain(c, new Deconvolution()),
            ["grad-cam"] = c =>
                Explain(c, new GradCam { Relu = c.Flag("relu", true), SumChannels = c.Flag("sum_channels", true) }),
            ["guided-grad-cam"] = c => Explain(c, new GuidedGradCam(c.Layer!)),
            ["feature-ablation"] = Ablate,
            ["occlusion"] = c =>
                Explain(c, new Occlusion { Windows = Extents(c, "windows"), Strides = Extents(c, "strides") }),
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

    /// <summary>What a method answers to the case's question, asked differently where the case needs it.</summary>
    private static ImmutableDictionary<string, double[]> Explain(
        GoldenCase golden,
        AttributionMethod method,
        Func<Question, Question>? asked = null
    )
    {
        using var network = new Network(GoldenCases.ModelOf(golden));
        var atLayer = golden is { Neuron: null, Layer: not null } && method is not GuidedGradCam;
        var question = new Question(golden.Inputs)
        {
            Features = atLayer ? [golden.Layer!] : [],
            Baselines = golden.Baselines,
            Target = TargetOf(golden),
        };
        return method
            .Explain(network, asked?.Invoke(question) ?? question)
            .Values.ToImmutableDictionary(v => v.Key, v => v.Value.ToDoubles());
    }

    private static ImmutableDictionary<string, double[]> NeuronConductance(GoldenCase golden) =>
        Explain(
            golden,
            new NeuronConductance(TargetOf(golden))
            {
                Steps = golden.Steps,
                Quadrature = golden.Quadrature,
                MultiplyByInputs = golden.Flag("multiply_by_inputs", true),
            },
            question => question with { Target = Target.At(golden.Target) }
        );

    private static ImmutableDictionary<string, double[]> Smooth(GoldenCase golden) =>
        Explain(
            golden,
            new SmoothGrad
            {
                Samples = golden.Params.GetProperty("samples").GetInt32(),
                Noise = golden.Params.GetProperty("stdev").GetDouble(),
                AbsoluteNoise = true,
                Statistic = golden.Flag("squared", false) ? GradientStatistic.Square : GradientStatistic.Mean,
            }
        );

    private static ImmutableDictionary<string, double[]> Ablate(GoldenCase golden)
    {
        var players = golden.Params.TryGetProperty("layer_mask", out var mask)
            ? PlayerDivision.Given(ImmutableDictionary<string, Tensor>.Empty.Add(golden.Layer!, NestedArray.Read(mask)))
            : golden.Players;
        return Explain(
            golden,
            new FeatureAblation { Players = players },
            question =>
                golden.Params.TryGetProperty("layer_baseline", out var baseline)
                    ? question with
                    {
                        Baseline = GoldenCase.BaselineOf(baseline),
                    }
                    : question
        );
    }

    private static ImmutableSortedDictionary<string, ImmutableArray<int>> Extents(GoldenCase golden, string name) =>
        golden
            .Params.GetProperty(name)
            .EnumerateObject()
            .ToImmutableSortedDictionary(
                p => p.Name,
                p => p.Value.EnumerateArray().Select(e => e.GetInt32()).ToImmutableArray()
            );

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

    private static Target TargetOf(GoldenCase golden) =>
        golden switch
        {
            { Neuron: { } neuron } => Target.Neuron(golden.Layer!, neuron),
            // An activation has no target; any entry will do.
            { Method: "layer-activation" } => Target.Top,
            _ => Target.At(golden.Target),
        };
}
