using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Fuzz;

/// <summary>Verdicts as a table.</summary>
internal sealed record Tally(ImmutableArray<Verdict> Verdicts)
{
    public int Passed => Verdicts.Length - Failed;

    public int Failed => Failures.Count();

    public IEnumerable<Verdict> Failures => Verdicts.Where(v => v.Outcome == Outcome.Failed);

    public string Closing => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed");

    /// <summary>A row per way to spoil a model; a model that was spoiled in several ways counts for each.</summary>
    public IEnumerable<string> Rows()
    {
        yield return $"{"mutation", -20} {"models", 7} {"explained", 9} {"refused", 7} {"failed", 6} {"peak", 11}";
        var ways = Verdicts
            .SelectMany(
                v => v.Mutation.Split(':')[^1].Split('+').Distinct(StringComparer.Ordinal),
                (v, way) => (way, v)
            )
            .GroupBy(p => p.way, p => p.v, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal);
        foreach (var way in ways)
        {
            var counts = way.CountBy(v => v.Outcome).ToDictionary();
            yield return $"{way.Key, -20} {way.Count(), 7} {counts.GetValueOrDefault(Outcome.Explained), 9} {counts.GetValueOrDefault(Outcome.Refused), 7} {counts.GetValueOrDefault(Outcome.Failed), 6} {MemorySize.Text(way.Max(v => v.Peak)), 11}";
        }
    }
}
