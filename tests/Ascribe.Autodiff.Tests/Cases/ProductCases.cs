using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Products() =>
        [
            .. new (string, Operand, Operand)[]
            {
                ("two matrices", Data(2, 3), Weight(3, 4)),
                ("a matrix per example", Data(2, 3, 4), Weight(4, 2)),
                ("stacks of equal size", Data(2, 3, 4), Data(2, 4, 2)),
                ("the weight on the left", Weight(3, 4), Data(2, 4, 2)),
                ("a stack of weights", Data(2, 3, 1, 4), Weight(3, 4, 2)),
                ("both stretched", Data(2, 1, 3, 4), Weight(2, 4, 2)),
                ("a stack of one", Data(2, 3, 4), Weight(1, 4, 2)),
                ("attention", Data(2, 2, 3, 4), Data(2, 2, 4, 3)),
                ("two vectors", Weight(4), Weight(4)),
                ("a vector on the right", Data(2, 3), Weight(3)),
                ("a vector on the right of a stack", Data(2, 3, 4), Weight(4)),
                ("a vector on the left", Weight(3), Weight(3, 4)),
                ("a vector on the left of a stack", Weight(3), Data(2, 3, 4)),
                ("a vector on the left of a deep stack", Weight(3), Data(2, 2, 3, 4)),
            }.Select(p => new RuleCase("MatMul", p.Item1, p.Item2, p.Item3)),
            .. Sums(),
            .. Determinants(),
            .. Scans(),
        ];

    private static IEnumerable<RuleCase> Sums() =>
        [
            Einsum("matrix product", "ij,jk->ik", Data(2, 3), Weight(3, 4)),
            Einsum("result not stated", "ij,jk", Data(2, 3), Weight(3, 4)),
            Einsum("result not stated, letters not in order", "ba,ca", Weight(2, 3), Weight(4, 3)),
            Einsum("spaces", " i j , k j -> i k ", Data(2, 3), Weight(4, 3)),
            Einsum("stacks", "bij,bjk->bik", Data(2, 3, 4), Data(2, 4, 2)),
            Einsum("attention", "bhqd,bhkd->bhqk", Data(2, 2, 3, 4), Data(2, 2, 5, 4)),
            Einsum("three operands", "bi,ij,bj->b", Data(2, 3), Weight(3, 4), Data(2, 4)),
            Einsum("outer product", "bi,j->bij", Data(2, 3), Weight(4)),
            Einsum("elementwise product", "bi,bi->bi", Data(2, 3), Data(2, 3)),
            Einsum("transpose", "bij->bji", Data(2, 3, 4)),
            Einsum("everything summed", "ij->", Weight(2, 3)),
            Einsum("inner product", "i,i->", Weight(4), Weight(4)),
            Einsum("a letter of one operand alone", "bij,bk->bi", Data(2, 3, 4), Data(2, 5)),
            Einsum("capital letters", "bI,Ia->ba", Data(2, 3), Weight(3, 4)),
            Einsum("dots", "...ij,...jk->...ik", Data(2, 3, 4), Data(2, 4, 2)),
            Einsum("dots, stretched", "...ij,...jk->...ik", Data(2, 1, 3, 4), Weight(1, 5, 4, 2)),
            Einsum("dots, both stretched", "...i,...i->...", Data(2, 1, 3, 4), Data(2, 5, 1, 4)),
            Einsum("dots in the middle", "b...i,ij->b...j", Data(2, 3, 4, 2), Weight(2, 3)),
            Einsum("dots in one operand", "...i,i->...", Data(2, 3, 4), Weight(4)),
            Einsum("dots, result not stated", "...ij,...jk", Data(2, 3, 4), Data(2, 4, 2)),
            Einsum("dots that stand for nothing", "...ij,...jk->...ik", Weight(2, 3), Weight(3, 4)),
            Einsum("a letter of extent one, stretched", "bi,bi->bi", Data(2, 1), Data(2, 4)),
            Einsum("diagonal", "bii->bi", Data(2, 3, 3)),
            Einsum("trace", "bii->b", Data(2, 3, 3)),
            Einsum("diagonal of the other operand", "bi,jj->bij", Data(2, 3), Weight(4, 4)),
            Einsum("diagonal over three axes", "biii,i->b", Data(2, 3, 3, 3), Weight(3)),
        ];

    private static RuleCase Einsum(string condition, string equation, params Operand[] operands) =>
        new RuleCase("Einsum", condition, [.. operands]).Set("equation", equation);

    private static IEnumerable<RuleCase> Determinants() =>
        new (string, Operand)[]
        {
            ("one matrix", Weight(3, 3)),
            ("a matrix per example", Data(2, 3, 3)),
            ("a table of matrices", Data(2, 2, 2, 2)),
            ("numbers", Data(2, 1, 1)),
            ("five rows", Data(2, 5, 5).In(-1, 1)),
        }.Select(p =>
            new RuleCase("Det", p.Item1, p.Item2).Single().By(new Decomposition((_, x) => Laplace(x[0]!.Value)))
        );

    /// <summary>The determinant along the first row, over and over.</summary>
    private static Value Laplace(Value x) => Minor(x, 0, [.. Enumerable.Range(0, (int)x.Info.Extent(x.Rank - 1))]);

    private static Value Minor(Value x, int row, long[] columns)
    {
        var rank = x.Rank;
        var terms = columns.Select(
            (column, i) =>
            {
                var element = Op.Squeeze(
                    Op.Slice(x, [row, column], [row + 1, column + 1], [rank - 2, rank - 1]),
                    rank - 2,
                    rank - 1
                );
                var signed = i % 2 == 0 ? element : -element;
                return columns.Length == 1 ? signed : signed * Minor(x, row + 1, [.. columns.Where(c => c != column)]);
            }
        );
        return terms.Aggregate((a, b) => a + b);
    }

    private static IEnumerable<RuleCase> Scans() =>
        [
            .. from exclusive in new[] { 0, 1 }
            from reverse in new[] { 0, 1 }
            from axis in new[] { 1, -1 }
            select new RuleCase(
                "CumSum",
                $"axis {axis}, exclusive {exclusive}, reverse {reverse}",
                Data(2, 3, 4),
                Fixed(Tensor.Scalar((long)axis))
            )
                .Set("exclusive", exclusive)
                .Set("reverse", reverse),
            .. from upper in new[] { 0, 1 }
            from k in new long?[] { null, -1, 0, 2 }
            select new RuleCase(
                "Trilu",
                $"upper {upper}, k {k}",
                Data(2, 3, 4),
                k is { } shift ? Fixed(Tensor.Scalar(shift)) : null
            ).Set("upper", upper),
            new RuleCase("Range", "five numbers", Weight(), Weight(), Weight())
            {
                // However the operands vary, five numbers come out.
                Build = (b, x) =>
                    b.Emit("Range", [0.1 * x[0]!.Value, 4.5 + 0.01 * x[1]!.Value, 1 + 0.01 * x[2]!.Value]),
                Witness = new Loops(
                    (_, dy) =>
                        [
                            [0.1 * dy.Sum()],
                            [0],
                            [0.01 * dy.Select((d, i) => i * d).Sum()],
                        ]
                ),
            },
        ];
}
