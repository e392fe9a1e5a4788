using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;
using MathNet.Numerics.Distributions;

namespace Ascribe.Metrics;

/// <summary>
/// The mean square of what contributions get wrong about noise in the features, E_I[(IᵀΦ − (F(x) − F(x − I)))²] with I ~ N(0, σ²).
/// Smaller is better; 0 says that contributions tell every effect. A noise small enough asks for the gradient, a large one for more.
/// </summary>
/// <remarks>
/// Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", 2019, Definition 2.1 with the Gaussian noise of section 2. Φ is what a
/// unit of an element is worth. Every example meets the same noise.
/// </remarks>
public sealed record NoiseInfidelity : Score
{
    /// <summary>σ: the standard deviation of the noise, in the features' own units.</summary>
    public double Sigma { get; init; } = 0.1;

    /// <summary>Draws of the noise.</summary>
    public int Samples { get; init; } = 200;

    /// <inheritdoc cref="Infidelity.Scaled"/>
    public bool Scaled { get; init; }

    /// <summary>
    /// Whether contributions are Φ ⊙ (x − b) with the question's baseline b, as those of integrated gradients are, so that Φ is 0 where x
    /// is b. Otherwise they are Φ itself, as gradients are.
    /// </summary>
    public bool Multiplied { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "noise-infidelity";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override string Unit => "target²";

    /// <inheritdoc/>
    public override ScoreResult Evaluate(
        Network network,
        Question question,
        Attribution attribution,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        if (Samples < 1 || !(Sigma > 0 && double.IsFinite(Sigma)))
            throw new ModelException(
                $"{Samples} draws of noise of a standard deviation of {Sigma} tell nothing; take at least 1, and a deviation above 0."
            );
        execution ??= Execution.Default;
        var compilation = network.Compile(question);
        var answer = Answer.To(compilation, question, attribution);
        var sites = BaselineSites.Of(compilation, question, execution, cancellation);
        var slopes = Slopes(compilation, question, answer, sites);
        var outputs = sites.Outputs();
        var (given, effects) = (Numbers(), Numbers());
        var random = new Random(execution.Seed);
        for (var sample = 0; sample < Samples; sample++)
        {
            var noise = compilation.Features.ToDictionary(
                f => f,
                f => Noise(sites.Values[f], random),
                StringComparer.Ordinal
            );
            var moved = sites.OutputsAt(
                noise.ToDictionary(n => n.Key, n => Less(sites.Values[n.Key], n.Value), StringComparer.Ordinal)
            );
            for (var e = 0; e < outputs.Length; e++)
            {
                given[e][sample] = noise.Sum(n => TensorPrimitives.Dot<double>(n.Value, slopes[e][n.Key]));
                effects[e][sample] = outputs[e] - moved[e];
            }
            execution.Progress?.Report(new Progress(sample + 1, Samples));
        }
        return new ScoreResult
        {
            Score = this,
            Values = [.. given.Zip(effects, Infidelity)],
            Evaluations = (1L + Samples) * outputs.Length,
        };

        double[][] Numbers() => [.. outputs.Select(_ => new double[Samples])];
    }

    private double Infidelity(double[] given, double[] effects) =>
        Metrics.Infidelity.MeanSquare(given, effects, Scaled);

    /// <summary>Φ of every example, by feature.</summary>
    private ImmutableArray<Dictionary<string, double[]>> Slopes(
        Compilation compilation,
        Question question,
        Answer answer,
        BaselineSites sites
    )
    {
        var baselines = Multiplied ? sites.Baselines(question) : [];
        return
        [
            .. sites.Rows.Select(
                (_, e) => compilation.Features.ToDictionary(f => f, f => Slope(f, e), StringComparer.Ordinal)
            ),
        ];

        double[] Slope(string feature, int example)
        {
            var contributions = answer.Elements(example)(feature);
            if (!Multiplied)
                return contributions;
            var x = sites.Values[feature].Rows(example, 1).ToDoubles();
            var b = BaselineSites.RowOf(baselines[feature], example).ToDoubles();
            return [.. contributions.Select((r, i) => x[i] == b[i] ? 0 : r / (x[i] - b[i]))];
        }
    }

    /// <summary>Noise for one example of a feature.</summary>
    private double[] Noise(Tensor values, Random random)
    {
        var noise = new double[values.Length / (int)values.Shape[0]];
        Normal.Samples(random, noise, 0, Sigma);
        return noise;
    }

    /// <summary>All examples, less the same noise.</summary>
    private static Tensor Less(Tensor values, double[] noise)
    {
        var numbers = values.ToDoubles();
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] -= noise[i % noise.Length];
        return Tensor.Of(numbers, values.Shape.AsSpan()).To(values.ElementType);
    }
}
