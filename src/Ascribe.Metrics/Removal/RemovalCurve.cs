using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Metrics;

/// <summary>The target while players come or go by falling contribution, and the area under that curve.</summary>
/// <remarks>
/// The positions of the curve are shares of the players, from 0 to 1; the score is the area, which is the mean height. Petsiuk, Das and
/// Saenko, "RISE", 2018, take a probability for the target: name the softmax as the target's value to do the same.
/// </remarks>
public abstract record RemovalCurve : GameScore
{
    /// <summary>With pixels of pictures and elements of anything else as players.</summary>
    protected RemovalCurve() => Players = new PixelsOrElements();

    /// <summary>Steps from nobody to everybody, equal but for rounding; a player each where there are fewer players.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>Whether heights are (F − F(b))/(F(x) − F(b)), so that examples can be compared; otherwise they are F itself.</summary>
    public bool Normalized { get; init; }

    /// <inheritdoc/>
    public sealed override string Unit => Normalized ? "" : "target";

    /// <summary>Who is present when so many players of the largest contributions have moved.</summary>
    private protected abstract Coalition Present(ScoredPlayers players, int moved);

    private protected sealed override string Undefined =>
        "the target is the same at the example and at the baseline, so that no curve between them can be normalized; choose another baseline.";

    private protected sealed override void Check()
    {
        if (Steps < 1)
            throw new ModelException($"{Steps} steps make no curve; take at least 1.");
    }

    private protected sealed override long Evaluations(ScoredPlayers players) => Moved(players).Length;

    private protected sealed override ExampleScore Of(ScoredPlayers players, GameRuns runs)
    {
        var moved = Moved(players);
        var heights = runs.Values(moved.Select(count => Present(players, count)));
        if (Normalized)
        {
            // One end is the example and the other the baseline, whichever way the curve goes.
            var (at, from) = Present(players, 0).Size == 0 ? (heights[^1], heights[0]) : (heights[0], heights[^1]);
            heights = [.. heights.Select(h => at == from ? double.NaN : (h - from) / (at - from))];
        }
        var curve = new ScoreCurve([.. moved.Select(m => (double)m / players.Count)], [.. heights]);
        return new ExampleScore(curve.Area, curve);
    }

    private int[] Moved(ScoredPlayers players)
    {
        var steps = Math.Min(Steps, players.Count);
        return [.. Enumerable.Range(0, steps + 1).Select(i => (int)Math.Round((double)i * players.Count / steps))];
    }
}
