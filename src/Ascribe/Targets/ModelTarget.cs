using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Gradients;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The target of a model as a function of one feature.</summary>
/// <param name="compilation">The model.</param>
/// <param name="feature">The feature.</param>
/// <param name="examples">What each example feeds, by <see cref="PathPort"/>.</param>
/// <param name="execution">How to do the work.</param>
/// <param name="cancellation">Ends it early.</param>
/// <remarks>A run holds rows of one example, so that no other example changes a bit of what comes out.</remarks>
internal sealed class ModelTarget(
    Compilation compilation,
    string feature,
    ImmutableArray<ImmutableDictionary<string, Tensor>> examples,
    Execution execution,
    CancellationToken cancellation
) : TargetFunction
{
    private static readonly GradientOptions Alone = new(GradientBy.Nothing);
    private readonly GradientOptions slopes = new(Only: feature);

    /// <summary>Whether anything was asked, so that the answer may follow from the target.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Makes the graphs ready, so that the next call takes the time of its runs only.</summary>
    /// <param name="gradient">Whether gradients will be asked for, too.</param>
    public void Prepare(bool gradient)
    {
        compilation.Gradient(Alone);
        if (gradient)
            compilation.Gradient(slopes);
    }

    public override ImmutableArray<double[]> Values(IReadOnlyList<FeatureRows> asked) =>
        [.. Run(Alone, asked).Select(Numbers)];

    public override ImmutableArray<TargetGradient> Gradients(IReadOnlyList<FeatureRows> asked) =>
        [
            .. Run(slopes, asked)
                .Select(rows => new TargetGradient(
                    Numbers(rows),
                    Tensor.Stacked([.. rows.Select(r => r.Gradients[feature])])
                )),
        ];

    public override double Read(int example, ReadOnlySpan<double> scores)
    {
        WasAsked = true;
        var weights = examples[example][PathPort.Selection].ToDoubles();
        return weights.Length == scores.Length
            ? TensorPrimitives.Dot(weights, scores)
            : throw new ModelException(
                $"{scores.Length} scores are given for '{compilation.TargetValue}', which has {weights.Length} entries."
            );
    }

    /// <summary>What is found at the rows of each entry.</summary>
    private List<GradientRow>[] Run(GradientOptions options, IReadOnlyList<FeatureRows> asked)
    {
        WasAsked = true;
        var found = asked.Select(_ => new List<GradientRow>()).ToArray();
        // Who asks tells how far the work is, since only he knows how much he will ask for.
        new GradientEvaluator(compilation, options, execution with { Progress = null }).Evaluate(
            asked.Select((a, entry) => new GradientWork(entry, examples[a.Example], Places(a))),
            total: 0,
            (entry, row) => found[entry].Add(row),
            cancellation
        );
        return found;
    }

    /// <summary>The other features stay at the example.</summary>
    private IEnumerable<ImmutableDictionary<string, Tensor>> Places(FeatureRows asked) =>
        Enumerable
            .Range(0, (int)asked.Rows.Shape[0])
            .Select(row => examples[asked.Example].SetItem(PathPort.Example(feature), asked.Rows.Rows(row, 1)));

    private static double[] Numbers(List<GradientRow> rows) => [.. rows.Select(r => r.Target)];
}
