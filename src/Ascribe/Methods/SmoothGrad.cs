using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Gradients;
using Ascribe.Onnx;
using Ascribe.Sampling;
using MathNet.Numerics.Distributions;

namespace Ascribe;

/// <summary>The gradient at the example under normal noise: its mean, the mean of its square, or its variance.</summary>
/// <remarks>
/// Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017; squares: Hooker et al., 2019; variance: Adebayo et al., "Local
/// explanation methods for deep neural networks lack sensitivity to parameter values", 2018. Gradients are signed. Mean and variance
/// are updated together (Welford), so that gradients that do not vary have variance 0 exactly. Every example meets the same noise.
/// </remarks>
public sealed record SmoothGrad : AttributionMethod
{
    /// <summary>Gradients taken for each example.</summary>
    public int Samples { get; init; } = 50;

    /// <summary>The standard deviation of the noise: a share of the feature's range (maximum − minimum) at the example.</summary>
    public double Noise { get; init; } = 0.15;

    /// <summary>Whether <see cref="Noise"/> is in the feature's own units instead.</summary>
    public bool AbsoluteNoise { get; init; }

    /// <summary>What is told of the gradients. Squares and variances are in squared units.</summary>
    public GradientStatistic Statistic { get; init; } = GradientStatistic.Mean;

    /// <inheritdoc/>
    public override string Name =>
        Statistic switch
        {
            GradientStatistic.Square => "smoothgrad-squared",
            GradientStatistic.Variance => "vargrad",
            _ => "smoothgrad",
        };

    /// <inheritdoc/>
    /// <remarks>Memory does not grow with the samples.</remarks>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        Check();
        question = question.WithoutBaseline();
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var means = situation
            .Rows.Select(row =>
                compilation.Features.ToImmutableDictionary(f => f, f => Empty(row, f), StringComparer.Ordinal)
            )
            .ToImmutableArray();
        var evaluations = (long)Samples * situation.Examples;
        new GradientEvaluator(compilation, new GradientOptions(), execution).Evaluate(
            situation.Rows.Select((row, e) => new GradientWork(e, row, Noisy(compilation, row, execution.Seed))),
            evaluations,
            (example, row) =>
            {
                foreach (var (feature, mean) in means[example])
                    mean.Add(Observed(row.Gradients[feature].ToDoubles()));
            },
            cancellation
        );
        var provenance = new Provenance(
            Name,
            Settings(compilation, question, ("samples", Samples), ("noise", Noise), ("absolute-noise", AbsoluteNoise)),
            evaluations,
            execution.Seed
        );
        var attribution = situation.Attribution([.. means.Select(Told)], null, complete: false, provenance);
        if (Statistic == GradientStatistic.Variance)
            return attribution;
        var errors = means.Select(m => (Func<string, double[]>)(f => m[f].StandardErrors()));
        var drawn = attribution with { StandardErrors = situation.Stacked([.. errors]) };
        return drawn.WarnedOfChance(precision: null, "draw more samples");
    }

    private static RunningMean Empty(ImmutableDictionary<string, Tensor> row, string feature) =>
        new(row[PathPort.Example(feature)].Length);

    private double[] Observed(double[] gradient)
    {
        if (Statistic == GradientStatistic.Square)
            TensorPrimitives.Multiply(gradient, gradient, gradient);
        return gradient;
    }

    private Func<string, double[]> Told(ImmutableDictionary<string, RunningMean> means) =>
        feature =>
            Statistic == GradientStatistic.Variance
                ? [.. Enumerable.Range(0, means[feature].Mean.Length).Select(means[feature].Variance)]
                : means[feature].Mean;

    private IEnumerable<ImmutableDictionary<string, Tensor>> Noisy(
        Compilation compilation,
        ImmutableDictionary<string, Tensor> row,
        int seed
    )
    {
        var random = new Random(seed);
        ImmutableArray<string> ports = [.. compilation.Features.Select(PathPort.Example)];
        for (var drawn = 0; drawn < Samples; drawn++)
            yield return ports.ToImmutableDictionary(p => p, p => Noisy(row[p], random), StringComparer.Ordinal);
    }

    private Tensor Noisy(Tensor value, Random random)
    {
        var numbers = value.ToDoubles();
        var range = AbsoluteNoise ? 1 : TensorPrimitives.Max<double>(numbers) - TensorPrimitives.Min<double>(numbers);
        var noise = new double[numbers.Length];
        Normal.Samples(random, noise, 0, Noise * range);
        TensorPrimitives.Add(numbers, noise, numbers);
        return Tensor.Of(numbers, value.Shape.AsSpan()).To(value.ElementType);
    }

    private void Check()
    {
        var least = Statistic == GradientStatistic.Variance ? 2 : 1;
        if (Samples < least)
            throw new ModelException($"{Name} needs at least {least} samples, and {Samples} were asked for.");
        if (!(Noise >= 0 && double.IsFinite(Noise)))
            throw new ModelException($"the noise is {Noise}, but a standard deviation is 0 or above.");
    }
}
