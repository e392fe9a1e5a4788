using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Blocks() =>
        [
            new RuleCase("DepthToSpace", "blocks first", Data(2, 8, 2, 3)).Set("blocksize", 2),
            new RuleCase("DepthToSpace", "blocks of three", Data(2, 9, 1, 2)).Set("blocksize", 3).Set("mode", "DCR"),
            new RuleCase("DepthToSpace", "channels first", Data(2, 8, 3, 2)).Set("blocksize", 2).Set("mode", "CRD"),
            new RuleCase("SpaceToDepth", "blocks of two", Data(2, 3, 4, 6)).Set("blocksize", 2),
            new RuleCase("SpaceToDepth", "blocks of three", Data(2, 1, 6, 3)).Set("blocksize", 3),
            Columns("windows side by side", Data(2, 8, 6), [4, 6], [2, 2], ("strides", [2, 2])),
            Columns("windows that overlap", Data(2, 6, 9), [5, 4], [3, 2]),
            Columns("strides and pads", Data(2, 6, 6), [4, 5], [3, 2], ("strides", [2, 2]), ("pads", [1, 0, 1, 1])),
            Columns("dilations", Data(2, 4, 6), [5, 5], [2, 2], ("dilations", [2, 3])),
            Columns("one axis", Data(2, 6, 4), [8], [3], ("strides", [2]), ("pads", [1, 0])),
            Columns("three axes", Data(2, 8, 4), [2, 3, 3], [2, 2, 2]),
        ];

    private static RuleCase Columns(
        string condition,
        Operand x,
        long[] picture,
        long[] block,
        params (string, long[])[] settings
    ) =>
        settings
            .Aggregate(
                new RuleCase("Col2Im", condition, x, Longs(picture), Longs(block)),
                (rule, setting) => rule.Set(setting.Item1, setting.Item2)
            )
            .Single();
}
