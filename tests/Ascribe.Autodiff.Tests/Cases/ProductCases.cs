using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Products() =>
        new (string, Operand, Operand)[]
        {
            ("two matrices", Data(2, 3), Weight(3, 4)),
            ("a matrix per example", Data(2, 3, 4), Weight(4, 2)),
            ("stacks of equal size", Data(2, 3, 4), Data(2, 4, 2)),
            ("the weight on the left", Weight(3, 4), Data(2, 4, 2)),
            ("a stack of weights", Data(2, 3, 1, 4), Weight(3, 4, 2)),
            ("both stretched", Data(2, 1, 3, 4), Weight(2, 4, 2)),
            ("a stack of one", Data(2, 3, 4), Weight(1, 4, 2)),
            ("attention", Data(2, 2, 3, 4), Data(2, 2, 4, 3)),
        }.Select(p => new RuleCase("MatMul", p.Item1, p.Item2, p.Item3));
}
