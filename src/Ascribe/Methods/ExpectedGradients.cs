using System.Collections.Immutable;
using System.Globalization;
using System.Numerics.Tensors;
using Ascribe.Onnx;
using Ascribe.Sampling;

namespace Ascribe;

/// <summary>
/// Expected gradients: the mean of (x − b)·∂F/∂x(b + α(x − b)) over baselines b drawn from a set of references and α uniform on [0, 1];
/// with noise on x it is GradientSHAP.
/// </summary>
/// <remarks>
/// Erion et al., "Improving performance of deep learning models with axiomatic attribution priors and expected gradients", 2021.
/// References are taken in turn, in a drawn order, and α is spread evenly over [0, 1], which varies less than drawing both freely.
/// </remarks>
public sealed record ExpectedGradients : AttributionMethod
{
    /// <summary>Gradients taken for each example.</summary>
    public int Samples { get; init; } = 200;

    /// <summary>
    /// The references: a tensor per input of the model, [R, …], whatever layer is explained. Empty for the question's own baseline as
    /// the only one.
    /// </summary>
    public ImmutableDictionary<string, Tensor> References { get; init; } = ImmutableDictionary<string, Tensor>.Empty;

    /// <summary>The standard deviation of normal noise that is added to x, in the features' own units.</summary>
    public double Noise { get; init; }

    /// <summary>The relative error at which to stop early, over the elements; null to take all samples.</summary>
    public double? Precision { get; init; }

    /// <inheritdoc/>
    public override string Name => Noise > 0 ? "gradient-shap" : "expected-gradients";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        if (Samples < 1)
            throw new ModelException($"{Samples} samples cannot be averaged over; draw at least 1.");
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var ends = ReferenceEnds.Of(References, compilation, situation, execution, cancellation);
        var options = new PathOptions(ManyEnds: true, Targets: situation.Groups[0].Targets);
        var evaluator = new PathEvaluator(compilation, options, execution);
        var baselines = BaselineOutputs(evaluator, situation, ends, cancellation);
        var means = situation
            .Rows.Select((row, e) => new Drawing(this, compilation.Features, row, ends[e], execution.Seed))
            .ToImmutableArray();
        evaluator.Evaluate(
            situation.Groups.Select(g => new PathWork(g, Drawing.Legs([.. g.Rows.Select(row => means[row])]))),
            (long)Samples * means.Length,
            (row, leg) => means[row].Take(leg),
            cancellation
        );
        var evaluations = means.Sum(m => (long)m.Mean.Count) + ends.Sum(e => (long)e.Length);
        var provenance = new Provenance(Name, Settings(compilation, question), evaluations, execution.Seed);
        var attribution = situation.Attribution(
            [.. means.Select(m => (Func<string, double[]>)(f => m.PartOf(m.Mean.Mean, f)))],
            baselines,
            complete: true,
            provenance
        );
        var errors = means.Select(m =>
        {
            var all = m.Mean.StandardErrors();
            return (Func<string, double[]>)(f => m.PartOf(all, f));
        });
        var drawn = attribution with { StandardErrors = situation.Stacked([.. errors]) };
        return drawn.WarnedOfChance(Precision, "draw more samples");
    }

    /// <summary>The mean of the target over the references.</summary>
    private static double[] BaselineOutputs(
        PathEvaluator evaluator,
        Situation situation,
        ImmutableArray<ImmutableArray<ImmutableDictionary<string, Tensor>>> ends,
        CancellationToken cancellation
    )
    {
        var outputs = new double[situation.Examples];
        evaluator.Evaluate(
            situation.Groups.Select(g => new PathWork(
                g,
                ends[g.Rows[0]].Select(b => new Leg([new QuadraturePoint(0, 0)]) { Ends = b })
            )),
            ends.Sum(e => (long)e.Length),
            (row, leg) => outputs[row] += leg.BeginningOutput / ends[row].Length,
            cancellation
        );
        return outputs;
    }

    private ImmutableSortedDictionary<string, string> Settings(Compilation compilation, Question question) =>
        ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .Add("samples", Samples.ToString(CultureInfo.InvariantCulture))
            .Add("noise", Noise.ToString(CultureInfo.InvariantCulture))
            .Add("references", References.IsEmpty ? "1" : $"{References.Values.First().Shape[0]}")
            .AddRange(
                Precision is { } p
                    ? [KeyValuePair.Create("precision", p.ToString(CultureInfo.InvariantCulture))]
                    : Enumerable.Empty<KeyValuePair<string, string>>()
            )
            .AddRange(question.Settings)
            .AddRange(compilation.Settings);

    /// <summary>The draws for one example and their mean.</summary>
    private sealed class Drawing
    {
        private readonly ExpectedGradients method;
        private readonly ImmutableArray<string> features;
        private readonly ImmutableDictionary<string, Tensor> row;
        private readonly ImmutableArray<ImmutableDictionary<string, Tensor>> references;
        private readonly int seed;
        private bool stopped;

        public Drawing(
            ExpectedGradients method,
            ImmutableArray<string> features,
            ImmutableDictionary<string, Tensor> row,
            ImmutableArray<ImmutableDictionary<string, Tensor>> references,
            int seed
        )
        {
            this.method = method;
            this.features = features;
            this.row = row;
            this.references = references;
            this.seed = seed;
            Mean = new RunningMean(features.Sum(f => row[PathPort.Example(f)].Length));
        }

        public RunningMean Mean { get; }

        /// <summary>The draws of several targets between the same ends, which all draw the same.</summary>
        public static IEnumerable<Leg> Legs(ImmutableArray<Drawing> together) =>
            together[0].Legs().TakeWhile(_ => together.Any(drawing => !drawing.stopped));

        private IEnumerable<Leg> Legs()
        {
            var random = new Random(seed);
            var strata = Enumerable.Range(0, method.Samples).ToArray();
            random.Shuffle(strata);
            var order = Enumerable.Range(0, references.Length).ToArray();
            for (var drawn = 0; drawn < method.Samples; drawn++)
            {
                if (drawn % order.Length == 0)
                    random.Shuffle(order);
                var place = (strata[drawn] + random.NextDouble()) / method.Samples;
                var ends = references[order[drawn % order.Length]];
                yield return new Leg([new QuadraturePoint(place, 1)])
                {
                    Ends = method.Noise > 0 ? ends.AddRange(Noisy(random)) : ends,
                };
            }
        }

        public void Take(PathSum leg)
        {
            if (stopped)
                return;
            Mean.Add([.. features.SelectMany(leg.Of)]);
            stopped =
                method.Precision is not null
                && StopRule.IsMet(method.Precision, Mean.Count, Mean.Mean, Mean.StandardErrors());
        }

        public double[] PartOf(double[] elements, string feature)
        {
            var start = features
                .TakeWhile(f => !string.Equals(f, feature, StringComparison.Ordinal))
                .Sum(f => row[PathPort.Example(f)].Length);
            return elements[start..(start + row[PathPort.Example(feature)].Length)];
        }

        private IEnumerable<KeyValuePair<string, Tensor>> Noisy(Random random)
        {
            foreach (var port in features.Select(PathPort.Example))
            {
                var numbers = row[port].ToDoubles();
                var noise = new double[numbers.Length];
                MathNet.Numerics.Distributions.Normal.Samples(random, noise, 0, method.Noise);
                TensorPrimitives.Add(numbers, noise, numbers);
                yield return KeyValuePair.Create(
                    port,
                    Tensor.Of(numbers, row[port].Shape.AsSpan()).To(row[port].ElementType)
                );
            }
        }
    }
}
