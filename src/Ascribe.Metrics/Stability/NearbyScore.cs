using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>
/// A score that explains again nearby and takes the worst of what it sees. Smaller is better. The target stays the entry that was
/// explained at the example.
/// </summary>
/// <param name="Method">The method, with the settings that made the attribution.</param>
/// <remarks>
/// Inputs of floating type move, all at once and every example alike; whole numbers stay. What a method draws itself comes from the same
/// seed, so that only the inputs differ.
/// </remarks>
public abstract record NearbyScore(AttributionMethod Method) : Score
{
    /// <summary>How far each number of the inputs may move, in its own units: y − x is uniform in [−r, r].</summary>
    public double Radius { get; init; } = 0.02;

    /// <summary>How many y are tried; the attribution is made again for each.</summary>
    public int Samples { get; init; } = 10;

    /// <inheritdoc/>
    public sealed override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public sealed override ScoreResult Evaluate(
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
        var worst = new double[attribution.Entries.Length];
        double[] lengths = [.. worst.Select((_, e) => Length(attribution.Values, e))];
        var evaluations = 0L;
        for (var sample = 0; sample < Samples; sample++)
        {
            var near = held with { Inputs = Moved(question.Inputs, random) };
            var again = Method.Explain(network, near, execution.Part(sample, Samples), cancellation);
            for (var e = 0; e < worst.Length; e++)
            {
                var moved = Length(again.Values, e, attribution.Values);
                // A maximum of Math is NaN where one of them is.
                worst[e] = Math.Max(worst[e], Of(moved, lengths[e], Length(near.Inputs, e, question.Inputs)));
            }
            evaluations += again.Provenance.GradientEvaluations + again.Provenance.ModelEvaluations;
        }
        return Result([.. worst], evaluations);
    }

    /// <summary>What it means that a number is NaN, and what would help: a sentence for people.</summary>
    private protected abstract string Undefined { get; }

    /// <summary>What one input nearby says; NaN where it says nothing.</summary>
    /// <param name="moved">‖Φ(y) − Φ(x)‖₂.</param>
    /// <param name="length">‖Φ(x)‖₂.</param>
    /// <param name="distance">‖y − x‖₂ over the inputs of floating type.</param>
    private protected abstract double Of(double moved, double length, double distance);

    private ScoreResult Result(ImmutableArray<double> values, long evaluations) =>
        new()
        {
            Score = this,
            Values = values,
            Warnings = ScoreResult.WhereUndefined(values, Undefined),
            Evaluations = evaluations,
        };

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
                $"no input of the model is of floating type, so that none can move a little; {Name} needs one that can."
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

    /// <summary>The length of an example's numbers in all tensors of floating type, or of their difference to others.</summary>
    private static double Length(
        IReadOnlyDictionary<string, Tensor> tensors,
        int example,
        IReadOnlyDictionary<string, Tensor>? from = null
    ) =>
        Math.Sqrt(
            tensors
                .Where(t => t.Value.ElementType.IsFloating())
                .Sum(t =>
                {
                    var numbers = t.Value.Rows(example, 1).ToDoubles();
                    var distance = from is null
                        ? TensorPrimitives.Norm<double>(numbers)
                        : TensorPrimitives.Distance<double>(numbers, from[t.Key].Rows(example, 1).ToDoubles());
                    return distance * distance;
                })
        );
}
