using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>What came of many trials of the pointing game.</summary>
/// <param name="Classes">Hits and misses of every class that was asked for, in the order of the names.</param>
public sealed record PointingScore(ImmutableArray<ClassScore> Classes)
{
    /// <summary>The mean of the classes' accuracies, 0 … 1, which is the benchmark's number: rare classes count like frequent ones.</summary>
    public double Accuracy => Classes.Average(c => c.Accuracy);

    /// <summary>The share of hits among all trials, 0 … 1.</summary>
    public double Overall => (double)Classes.Sum(c => c.Hits) / Classes.Sum(c => c.Hits + c.Misses);

    /// <summary>Counts trials.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static PointingScore Of(IEnumerable<PointingTrial> trials)
    {
        ImmutableArray<ClassScore> classes =
        [
            .. trials
                .GroupBy(t => t.Class, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new ClassScore(g.Key, g.Count(t => t.IsHit), g.Count(t => !t.IsHit))),
        ];
        return classes.IsEmpty
            ? throw new ModelException("A pointing game without trials has no score.")
            : new(classes);
    }

    /// <summary>Counts the trials on difficult pictures only; null where there is none.</summary>
    public static PointingScore? OfDifficult(IEnumerable<PointingTrial> trials)
    {
        PointingTrial[] difficult = [.. trials.Where(t => t.IsDifficult)];
        return difficult.Length == 0 ? null : Of(difficult);
    }
}
