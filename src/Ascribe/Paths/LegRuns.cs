using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Puts legs together into runs of a path graph: several legs, or a part of the points of one.</summary>
/// <param name="rows">Rows in one run, at most.</param>
/// <param name="type">The element type of points and weights.</param>
internal sealed class LegRuns(int rows, ElementType type)
{
    /// <summary>The runs of an example's legs, which all have the same number of points.</summary>
    /// <param name="example">What every leg shares, by <see cref="PathPort"/>.</param>
    /// <param name="legs">The legs, read lazily.</param>
    public IEnumerable<LegRun> Of(ImmutableDictionary<string, Tensor> example, IEnumerable<Leg> legs)
    {
        var waiting = new List<Leg>();
        foreach (var leg in legs)
        {
            if (leg.Points.Length > rows)
            {
                foreach (var run in InParts(example, leg))
                    yield return run;
                continue;
            }
            waiting.Add(leg);
            if ((waiting.Count + 1) * leg.Points.Length <= rows)
                continue;
            yield return Run(example, [.. waiting], ends: true);
            waiting.Clear();
        }
        if (waiting.Count > 0)
            yield return Run(example, [.. waiting], ends: true);
    }

    private IEnumerable<LegRun> InParts(ImmutableDictionary<string, Tensor> example, Leg leg)
    {
        for (var start = 0; start < leg.Points.Length; start += rows)
        {
            var end = Math.Min(start + rows, leg.Points.Length);
            yield return Run(example, [leg with { Points = leg.Points[start..end] }], end == leg.Points.Length);
        }
    }

    private LegRun Run(ImmutableDictionary<string, Tensor> example, ImmutableArray<Leg> legs, bool ends)
    {
        var feeds = example
            .Add(PathPort.Point, Numbers(legs, p => p.Position))
            .Add(PathPort.Weight, Numbers(legs, p => p.Weight));
        if (legs[0].From is not null)
            feeds = feeds
                .Add(PathPort.From, Bits([.. legs.Select(l => l.From!.Value)]))
                .Add(PathPort.To, Bits([.. legs.Select(l => l.To!.Value)]));
        foreach (var port in legs[0].Ends.Keys)
            feeds = feeds.SetItem(port, Tensor.Stacked([.. legs.Select(l => l.Ends[port])]));
        return new LegRun(feeds, legs, ends);
    }

    private Tensor Numbers(ImmutableArray<Leg> legs, Func<QuadraturePoint, double> number) =>
        Tensor.Of(legs.SelectMany(l => l.Points).Select(number).ToArray(), legs.Length, legs[0].Points.Length).To(type);

    /// <summary>Coalitions as bits, [P, N].</summary>
    public static Tensor Bits(IReadOnlyList<Coalition> coalitions)
    {
        var players = coalitions[0].Players;
        var bits = new bool[coalitions.Count * players];
        for (var row = 0; row < coalitions.Count; row++)
            coalitions[row].CopyTo(bits.AsSpan(row * players, players));
        return Tensor.Of(bits, coalitions.Count, players);
    }
}
