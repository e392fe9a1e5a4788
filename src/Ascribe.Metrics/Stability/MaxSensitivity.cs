using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>
/// How far an attribution moves when the model's inputs move a little: the largest ‖Φ(y) − Φ(x)‖₂ over random y near x. Smaller is
/// better. The target stays the entry that was explained at x.
/// </summary>
/// <param name="Method">The method, with the settings that made the attribution.</param>
/// <remarks>
/// Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", 2019, Definition 3.1. Inputs of floating type move, all at once and
/// every example alike; whole numbers stay. What a method draws itself comes from the same seed, so that only the inputs differ.
/// </remarks>
public sealed record MaxSensitivity(AttributionMethod Method) : Score
{
    /// <summary>How far each number of the inputs may move, in its own units: y − x is uniform in [−r, r].</summary>
    public double Radius { get; init; } = 0.02;

    /// <summary>How many y are tried; the attribution is made again for each.</summary>
    public int Samples { get; init; } = 10;

    /// <summary>Whether distances are divided by ‖Φ(x)‖₂; otherwise they are in the attribution's units.</summary>
    public bool Relative { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "max-sensitivity";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override string Unit => Relative ? "" : "target";

    /// <inheritdoc/>
    public override ScoreResult Evaluate(
        Network network,
        Question question,
        Attribution attribution,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        Check(question, attribution);
        _ = Answer.To(network.Compile(question), question, attribution);
        var held = question with { Target = HeldTarget.At(question.Target, attribution.Scores) };
        var random = new Random(execution.Seed);
        var farthest = new double[attribution.Entries.Length];
        var evaluations = 0L;
        for (var sample = 0; sample < Samples; sample++)
        {
            var near = held with { Inputs = Moved(question.Inputs, random) };
            var again = Method.Explain(network, near, execution.Part(sample, Samples), cancellation);
            for (var e = 0; e < farthest.Length; e++)
                farthest[e] = Math.Max(farthest[e], Length(again, e, attribution));
            evaluations += again.Provenance.GradientEvaluations + again.Provenance.ModelEvaluations;
        }
        ImmutableArray<double> values = [.. farthest.Select((f, e) => Relative ? Share(f, Length(attribution, e)) : f)];
        return new ScoreResult
        {
            Score = this,
            Values = values,
            Warnings = ScoreResult.WhereUndefined(
                values,
                "every contribution is 0 at the example, so that no distance is relative to them; take the distance itself."
            ),
            Evaluations = evaluations,
        };
    }

    private void Check(Question question, Attribution attribution)
    {
        if (!string.Equals(attribution.Provenance.Method, Method.Name, StringComparison.Ordinal))
            throw new ModelException(
                $"the attribution was made by {attribution.Provenance.Method}, but would be made again by {Method.Name}; give the method that made it."
            );
        if (Samples < 1 || !(Radius > 0 && double.IsFinite(Radius)))
            throw new ModelException(
                $"{Samples} inputs within {Radius} tell nothing; take at least 1, and a radius above 0."
            );
        if (!question.Inputs.Values.Any(i => i.ElementType.IsFloating()))
            throw new ModelException(
                "no input of the model is of floating type, so that none can move a little; max-sensitivity needs one that can."
            );
    }

    /// <summary>Inputs nearby; every example moves alike, so that none depends on which others are asked about.</summary>
    private ImmutableDictionary<string, Tensor> Moved(ImmutableDictionary<string, Tensor> inputs, Random random) =>
        inputs.SetItems(
            inputs
                .Where(i => i.Value.ElementType.IsFloating())
                .OrderBy(i => i.Key, StringComparer.Ordinal)
                .Select(i => KeyValuePair.Create(i.Key, Moved(i.Value, random)))
                .ToArray()
        );

    private Tensor Moved(Tensor input, Random random)
    {
        var numbers = input.ToDoubles();
        var size = numbers.Length / (int)input.Shape[0];
        for (var i = 0; i < size; i++)
        {
            var move = Radius * (2 * random.NextDouble() - 1);
            for (var place = i; place < numbers.Length; place += size)
                numbers[place] += move;
        }
        return Tensor.Of(numbers, input.Shape.AsSpan()).To(input.ElementType);
    }

    /// <summary>The length of an example's contributions over all features, or of their difference to others.</summary>
    private static double Length(Attribution attribution, int example, Attribution? from = null) =>
        Math.Sqrt(
            attribution.Values.Sum(v =>
            {
                var numbers = v.Value.Rows(example, 1).ToDoubles();
                var distance = from is null
                    ? TensorPrimitives.Norm<double>(numbers)
                    : TensorPrimitives.Distance<double>(numbers, from.Values[v.Key].Rows(example, 1).ToDoubles());
                return distance * distance;
            })
        );

    private static double Share(double distance, double length) => length == 0 ? double.NaN : distance / length;
}
