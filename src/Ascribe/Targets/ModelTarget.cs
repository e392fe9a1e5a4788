using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Onnx;
using Ascribe.Runtime;

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
    /// <summary>Makes ready what is needed to differentiate, so that the next call takes the time of its runs only.</summary>
    public void Prepare() => compilation.Target(feature);

    public override ImmutableArray<double[]> Values(IReadOnlyList<FeatureRows> asked) =>
        [.. Run(compilation.Target(), asked).Select(parts => Numbers(parts))];

    public override ImmutableArray<TargetGradient> Gradients(IReadOnlyList<FeatureRows> asked) =>
        [
            .. Run(compilation.Target(feature), asked)
                .Select(parts => new TargetGradient(Numbers(parts), Tensor.Stacked([.. parts.Select(p => p[1])]))),
        ];

    public override double Read(int example, ReadOnlySpan<double> scores)
    {
        var weights = examples[example][PathPort.Selection].ToDoubles();
        return weights.Length == scores.Length
            ? TensorPrimitives.Dot(weights, scores)
            : throw new ModelException(
                $"{scores.Length} scores are given for '{compilation.TargetValue}', which has {weights.Length} entries."
            );
    }

    /// <summary>What the runs give, entry by entry and part by part.</summary>
    private List<ImmutableArray<Tensor>>[] Run(Session session, IReadOnlyList<FeatureRows> asked)
    {
        var results = asked.Select(_ => new List<ImmutableArray<Tensor>>()).ToArray();
        // Feeds are made and results taken one at a time and in the same order, so that a queue tells whose results they are.
        var underway = new Queue<int>();
        OrderedRuns.Run(
            session,
            Feeds(),
            execution.Workers,
            (_, outputs) => results[underway.Dequeue()].Add(outputs),
            cancellation
        );
        return results;

        IEnumerable<IReadOnlyDictionary<string, Tensor>> Feeds()
        {
            var most = compilation.MicroBatch(execution);
            for (var entry = 0; entry < asked.Count; entry++)
            {
                var (example, rows) = asked[entry];
                for (var start = 0; start < rows.Shape[0]; start += most)
                {
                    underway.Enqueue(entry);
                    yield return Feed(examples[example], rows.Rows(start, (int)Math.Min(most, rows.Shape[0] - start)));
                }
            }
        }
    }

    /// <summary>The other features are repeated, so that all have as many rows.</summary>
    private ImmutableDictionary<string, Tensor> Feed(ImmutableDictionary<string, Tensor> example, Tensor rows)
    {
        var count = (int)rows.Shape[0];
        var others = compilation.Features.Where(f => !string.Equals(f, feature, StringComparison.Ordinal));
        return example
            .SetItem(PathPort.Example(feature), rows)
            .SetItems(
                others
                    .Select(PathPort.Example)
                    .Select(p => KeyValuePair.Create(p, Tensor.Stacked([.. Enumerable.Repeat(example[p], count)])))
            );
    }

    private static double[] Numbers(List<ImmutableArray<Tensor>> parts) => [.. parts.SelectMany(p => p[0].ToDoubles())];
}
