using System.Collections.Immutable;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>Examples held back from pruning, to measure on.</summary>
public static class HeldExamples
{
    /// <summary>Holds back a share of each class, chosen by seed; one example of each stays at least where there are several.</summary>
    /// <param name="examples">All examples.</param>
    /// <param name="share">The share, in (0, 1).</param>
    /// <param name="seed">Decides which.</param>
    public static (LabeledBatch Fit, LabeledBatch Held) Split(LabeledBatch examples, double share, int seed)
    {
        var random = new Random(seed);
        var held = new HashSet<int>();
        foreach (var rows in examples.Classes.Index().GroupBy(c => c.Item, c => c.Index).OrderBy(g => g.Key))
        {
            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);
            var count = (int)Math.Round(share * shuffled.Length, MidpointRounding.AwayFromZero);
            held.UnionWith(shuffled.Take(Math.Clamp(count, Math.Min(1, shuffled.Length - 1), shuffled.Length - 1)));
        }
        var all = Enumerable.Range(0, examples.Count);
        return (examples.Pick([.. all.Where(i => !held.Contains(i))]), examples.Pick([.. all.Where(held.Contains)]));
    }
}
