using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Ascribe;

/// <summary>
/// The line from baseline to example of one example, halved where contributions miss the change of F until together they miss no more
/// than is allowed.
/// </summary>
/// <remarks>
/// Every piece is given the same Gauss–Legendre rule. It needs no second rule to estimate its error, as Gauss–Kronrod pairs do: the sum
/// of the integrand over the elements is dF/dα, so that its integral over a piece is known from F at the ends. The number of points is
/// odd, so that F in the middle is known when a piece is halved. In each round the largest gaps that together make half of all gaps are
/// halved (Dörfler's marking). Few points suit networks of kinks: of 3 to 15, on convolutional networks 3 and 5 needed the fewest
/// gradients.
/// </remarks>
internal sealed class BisectedLine
{
    /// <summary>Points on a piece: odd.</summary>
    public const int Points = 5;

    /// <summary>A piece is not halved below this length: single precision could hardly tell its points apart.</summary>
    private const double Shortest = 1.0 / (1 << 16);
    private static readonly ImmutableArray<QuadraturePoint> Rule = Quadrature.GaussLegendre.Points(Points);

    private readonly Func<PathSum, double> total;
    private readonly double output;
    private readonly int most;
    private readonly List<LinePiece> pieces = [];
    private readonly Queue<(double From, double To, double Beginning, double End)> underway = [];
    private double allowed;

    /// <summary>A line of which nothing is known yet.</summary>
    /// <param name="total">ΣR of what a leg gave.</param>
    /// <param name="output">F(x).</param>
    /// <param name="tolerance">The gap allowed, relative to |F(x) − F(b)|; absolute where that is 0.</param>
    /// <param name="most">Gradients at most.</param>
    public BisectedLine(Func<PathSum, double> total, double output, double tolerance, int most)
    {
        this.total = total;
        this.output = output;
        this.most = most;
        allowed = tolerance;
    }

    /// <summary>F(b), once the first leg is there.</summary>
    public double BeginningOutput { get; private set; } = double.NaN;

    /// <summary>Gradients taken.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Whether the gap is as small as was asked for.</summary>
    public bool IsMet => pieces.Count > 0 && Math.Abs(pieces.Sum(p => p.Gap)) <= allowed;

    /// <summary>The legs to evaluate next; none where the tolerance is met or can no longer be.</summary>
    public ImmutableArray<Leg> Next()
    {
        if (pieces.Count == 0)
        {
            underway.Enqueue((0, 1, double.NaN, output));
            return [new Leg(Rule.Insert(0, new QuadraturePoint(0, 0)))];
        }
        if (IsMet)
            return [];
        var halved = Marked();
        pieces.RemoveAll(halved.Contains);
        foreach (var piece in halved)
        {
            underway.Enqueue((piece.From, piece.Middle, piece.Outputs.Beginning, piece.Outputs.Middle));
            underway.Enqueue((piece.Middle, piece.To, piece.Outputs.Middle, piece.Outputs.End));
        }
        return [.. underway.Select(u => new Leg(Over(u.From, u.To)))];
    }

    /// <summary>Takes what a leg gave, in the order of the legs.</summary>
    public void Take(PathSum leg)
    {
        var (from, to, beginning, end) = underway.Dequeue();
        Evaluations += leg.Outputs.Count;
        if (double.IsNaN(beginning))
        {
            BeginningOutput = beginning = leg.BeginningOutput;
            allowed *= beginning == output ? 1 : Math.Abs(output - beginning);
        }
        var middle = leg.Outputs[^(Points / 2 + 1)];
        pieces.Add(new LinePiece(from, to, (beginning, middle, end), leg, total(leg) - (end - beginning)));
    }

    /// <summary>What the pieces give together.</summary>
    public LineResult Result(ImmutableArray<string> features) =>
        new(features.ToImmutableDictionary(f => f, Sum, StringComparer.Ordinal), BeginningOutput, Evaluations, IsMet);

    private double[] Sum(string feature)
    {
        var sum = new double[pieces[0].Sum.Of(feature).Length];
        foreach (var piece in pieces)
            TensorPrimitives.Add(sum, piece.Sum.Of(feature), sum);
        return sum;
    }

    private HashSet<LinePiece> Marked()
    {
        var marked = new HashSet<LinePiece>(ReferenceEqualityComparer.Instance);
        var missing = pieces.Sum(p => Math.Abs(p.Gap));
        var affordable = (most - Evaluations) / (2 * Points);
        LinePiece[] halvable = [.. pieces.Where(p => p.To - p.From > Shortest).OrderByDescending(p => Math.Abs(p.Gap))];
        // What the shortest pieces miss, no halving of the others makes up for.
        if (halvable.Sum(p => Math.Abs(p.Gap)) + allowed < Math.Abs(pieces.Sum(p => p.Gap)))
            return marked;
        var covered = 0.0;
        foreach (var piece in halvable.Take(Math.Max(0, affordable)))
        {
            if (covered >= missing / 2)
                break;
            covered += Math.Abs(piece.Gap);
            marked.Add(piece);
        }
        return marked;
    }

    private static ImmutableArray<QuadraturePoint> Over(double from, double to) =>
        [.. Rule.Select(p => new QuadraturePoint(from + (to - from) * p.Position, (to - from) * p.Weight))];
}
