using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Reductions() =>
        new[] { "ReduceSum", "ReduceMean" }.SelectMany(op =>
            new[]
            {
                new RuleCase(op, "one axis", Data(2, 3, 4), Longs(1)),
                new RuleCase(op, "one axis dropped", Data(2, 3, 4), Longs(1)).Set("keepdims", 0),
                new RuleCase(op, "two axes dropped", Data(2, 3, 4, 2), Longs(3, 1)).Set("keepdims", 0),
                new RuleCase(op, "negative axes", Data(2, 3, 4), Longs(-1, -2)),
                new RuleCase(op, "negative axes dropped", Data(2, 3, 4), Longs(-1, 1)).Set("keepdims", 0),
                new RuleCase(op, "no axes given", Weight(2, 3, 4)),
                new RuleCase(op, "no axes given, all dropped", Weight(2, 3)).Set("keepdims", 0),
                new RuleCase(op, "an empty list of axes", Weight(2, 3), Longs()),
                new RuleCase(op, "an empty list of axes that means none", Data(2, 3), Longs()).Set(
                    "noop_with_empty_axes",
                    1
                ),
                new RuleCase(op, "no axes, which means none", Data(2, 3)).Set("noop_with_empty_axes", 1),
                new RuleCase(op, "the first axis", Weight(2, 3), Longs(0)).Set("keepdims", 0),
            }
        );
}
