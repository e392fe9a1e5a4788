using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>
/// The rule of Einsum: what comes back to an operand is the same kind of sum over dy and the other operands, with the
/// operand's letters as the result.
/// </summary>
internal static class EinsteinSum
{
    public static Value Adjoint(Primal n, Value dy, int input)
    {
        var operands = Enumerable.Range(0, n.Node.Inputs.Length).Select(n.Input).ToArray();
        var letters = Subscripts.Of(n.Attributes.Text("equation"), [.. operands.Select(o => o.Rank)]);
        var all = operands.Select((o, i) => new Term(o, letters.Operands[i])).ToArray();
        var stretched = all.SelectMany(t => t.LongLetters).ToHashSet();
        Term[] terms =
        [
            new Term(dy, letters.Result),
            .. all.Where((_, i) => i != input).Select(t => t.WithoutStretched(stretched)),
        ];
        return BackTo(all[input], stretched, terms);
    }

    /// <summary>The sum over everything that the operand does not have, then the axes that the sum cannot give.</summary>
    private static Value BackTo(Term own, HashSet<char> stretched, Term[] terms)
    {
        var given = terms.SelectMany(t => t.Letters).ToHashSet();
        var axes = Enumerable.Range(0, own.Letters.Length).ToArray();
        int[] direct =
        [
            .. axes.Where(a => own.IsFirst(a) && given.Contains(own.Letters[a]) && !own.IsStretched(a, stretched)),
        ];
        var missing = axes.Except(direct).Select(a => (long)a).ToArray();
        var sum = Sum(terms, string.Concat(direct.Select(a => own.Letters[a])));
        sum = missing.Length > 0 ? Unsqueeze(sum, missing) : sum;
        foreach (var axis in axes.Where(a => !own.IsFirst(a)))
            sum *= Diagonal(own, axis);
        // Letters that nothing else has were summed by themselves: every element gets the same.
        return own.Letters.All(given.Contains) ? sum : Expand(sum, Shape(own.Value));
    }

    private static Value Sum(Term[] terms, string result)
    {
        // Numbers are factors: an empty list of letters is not understood everywhere.
        var numbers = terms.Where(t => t.Letters.Length == 0).Select(t => t.Value).ToArray();
        Term[] rest = [.. terms.Where(t => t.Letters.Length > 0)];
        if (rest.Length == 0)
            return numbers.Aggregate((a, b) => a * b);
        var sum = rest[0].Value;
        if (rest.Length > 1 || rest[0].Letters != result)
        {
            var equation = $"{string.Join(',', rest.Select(t => t.Letters))}->{result}";
            var arguments = rest.Select(t => (Value?)t.Value).ToArray();
            sum = sum.Builder.Emit("Einsum", arguments, Attributes.None.With("equation", equation));
        }
        return numbers.Aggregate(sum, (product, number) => product * number);
    }

    /// <summary>1 where an axis that repeats a letter stands at the same place as the first axis of that letter.</summary>
    private static Value Diagonal(Term own, int axis)
    {
        var first = own.Letters.IndexOf(own.Letters[axis]);
        var extent = own.Value.Info.Extent(axis);
        var shape = own.Letters.Select((_, a) => a == first || a == axis ? extent : 1).ToArray();
        var ones = Enumerable.Range(0, (int)(extent * extent)).Select(i => i % (extent + 1) == 0 ? 1.0 : 0);
        var b = own.Value.Builder;
        return b.Constant(Tensor.Of([.. ones], shape).To(own.Value.ElementType), hint: "diagonal");
    }

    /// <summary>An operand with its letters.</summary>
    private sealed record Term(Value Value, string Letters)
    {
        /// <summary>Letters whose axis is longer than one.</summary>
        public IEnumerable<char> LongLetters => Letters.Where((_, a) => !HasExtentOne(a));

        public bool IsFirst(int axis) => Letters.IndexOf(Letters[axis]) == axis;

        /// <summary>Whether an axis of extent 1 stands for more, since another operand is longer there.</summary>
        public bool IsStretched(int axis, HashSet<char> longLetters) =>
            HasExtentOne(axis) && longLetters.Contains(Letters[axis]);

        /// <summary>The operand without stretched axes, which change nothing in a product.</summary>
        public Term WithoutStretched(HashSet<char> longLetters)
        {
            var axes = Enumerable.Range(0, Letters.Length).Where(a => IsStretched(a, longLetters)).ToArray();
            return axes.Length == 0
                ? this
                : new Term(
                    Squeeze(Value, [.. axes.Select(a => (long)a)]),
                    new string([.. Letters.Where((_, a) => !axes.Contains(a))])
                );
        }

        private bool HasExtentOne(int axis) => Value.Info.Shape!.Value[axis].Extent == 1;
    }
}
