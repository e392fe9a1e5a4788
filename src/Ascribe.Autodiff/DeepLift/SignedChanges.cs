using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>How much of each value's change is positive and how much negative contribution, P + N = Δ.</summary>
/// <remarks>
/// What a layer weighs is split by the sign of each product of weight and change; what only moves elements moves both parts;
/// a nonlinearity turns P and N into Δ⁺ and Δ⁻; everything else has but one sign.
/// </remarks>
internal sealed class SignedChanges
{
    private readonly RuleSet table;
    private readonly Contrast contrast;
    private readonly Dictionary<string, Pair> known = new(StringComparer.Ordinal);

    /// <summary>Writes the parts of every value behind the features.</summary>
    public SignedChanges(ImmutableArray<Node> nodes, RuleSet table, Contrast contrast)
    {
        (this.table, this.contrast) = (table, contrast);
        foreach (var node in nodes.Where(n => n.Domain.Length == 0 && n.Outputs.Any(contrast.Varies)))
            Write(new Primal(node, contrast.Builder, []) { Varying = [.. node.Inputs.Select(contrast.Varies)] });
    }

    /// <summary>The parts of a value's change.</summary>
    public Pair Of(Value value) =>
        known.TryGetValue(value.Name, out var pair) ? pair : Pair.BySign(contrast.Difference(value));

    private void Write(Primal n)
    {
        switch (table[n.Node.Op])
        {
            case Elementwise:
                Know(n.Y, Revealed(n));
                break;
            case { } rule when Passages.Of(rule, n) is Passage.Moved or Passage.Mixed:
                Carry(n, Passages.Of(rule, n));
                break;
            case { } rule when Passages.Factor(n) is { } factor:
                Know(n.Y, Of(n.Input(rule.Op == "Mul" && !n.Varying[0] ? 1 : 0)).Times(factor));
                break;
            case Bilinear product when n.Varying.Length < 3 || !n.Varying[2]:
                Know(n.Y, Weighed(product, n));
                break;
        }
    }

    private void Know(Value value, Pair pair) =>
        known[value.Name] = new(pair.Positive.ShapedLike(value), pair.Negative.ShapedLike(value));

    /// <summary>Δ⁺ = ½[f(x̄ + P) − f(x̄) + f(x̄ + P + N) − f(x̄ + N)], Δ⁻ likewise.</summary>
    private Pair Revealed(Primal n)
    {
        var (p, q) = Of(n.X);
        var start = contrast.AtBaseline(n.X);
        var (y, other) = (n.Y, contrast.AtBaseline(n.Y));
        var (atP, atN) = (n.With(0, start + p).Again()[0], n.With(0, start + q).Again()[0]);
        return new((atP - other + y - atN) * 0.5, (atN - other + y - atP) * 0.5);
    }

    /// <summary>The operator's own forward pass on x̄ + P and on x̄ + N; a sum mixes what comes in, so that only signs of whole changes count.</summary>
    private void Carry(Primal n, Passage passage)
    {
        var (positive, negative) = (n, n);
        foreach (var i in Enumerable.Range(0, n.Node.Inputs.Length).Where(i => n.Varying[i]))
        {
            var x = n.Input(i);
            var (p, q) = passage == Passage.Mixed ? Pair.BySign(contrast.Difference(x)) : Of(x);
            (p, q) = Passages.Flips(n, i) ? (q, p) : (p, q);
            positive = positive.With(i, contrast.AtBaseline(x) + p);
            negative = negative.With(i, contrast.AtBaseline(x) + q);
        }
        var (up, down) = (positive.Again(), negative.Again());
        foreach (var (k, y) in n.Outputs.Index().Where(o => o.Item.Name.Length > 0))
            Know(y, new(up[k] - contrast.AtBaseline(y), down[k] - contrast.AtBaseline(y)));
    }

    private Pair Weighed(Bilinear rule, Primal n)
    {
        Pair? sum = null;
        foreach (var side in new[] { 0, 1 }.Where(i => n.Varying[i]))
        {
            var change = Pair.BySign(contrast.Difference(n.Input(side)));
            var weight = Pair.BySign(contrast.Mean(n.Input(1 - side)));
            var part = new Pair(
                Product(change.Positive, weight.Positive) + Product(change.Negative, weight.Negative),
                Product(change.Positive, weight.Negative) + Product(change.Negative, weight.Positive)
            );
            sum = sum is { } s ? new(s.Positive + part.Positive, s.Negative + part.Negative) : part;

            Value Product(Value x, Value w) => rule.Product(n, side == 0 ? x : w, side == 0 ? w : x, null);
        }
        return sum!;
    }
}
