using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Grids() =>
        from aligned in new[] { 0, 1 }
        from rule in new[]
        {
            Grid($"two axes, align_corners {aligned}", Data(2, 2, 3), aligned, 3, 4),
            Grid($"three axes, align_corners {aligned}", Data(2, 3, 4), aligned, 2, 3, 2),
            Grid($"one point, align_corners {aligned}", Data(2, 2, 3), 0, 1, 1),
        }
        select rule;

    private static RuleCase Grid(string condition, Operand theta, int aligned, params long[] extents) =>
        new("AffineGrid", condition, theta)
        {
            Build = (b, x) =>
                b.Emit(
                    "AffineGrid",
                    [x[0], Op.Concat([Shape(x, 0), b.Longs([1, .. extents])], 0)],
                    Attributes.None.With("align_corners", aligned)
                ),
        };
}
