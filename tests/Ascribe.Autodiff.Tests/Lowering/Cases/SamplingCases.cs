using System.Collections.Immutable;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>Sampling of pictures at computed places.</summary>
internal static class SamplingCases
{
    public static ImmutableArray<CompositeCase> All { get; } =
    [
        .. new[] { "linear", "nearest", "cubic" }.SelectMany(mode =>
            new[] { "zeros", "border", "reflection" }.SelectMany(padding =>
                new[] { 0, 1 }.Select(corners =>
                    Grid(
                            $"{mode}, {padding}, corners {corners}",
                            Operand.Data(2, 2, 4, 5),
                            Operand.Data(2, 3, 3, 2).In(-1.33, 1.41)
                        )
                        .Set("mode", mode)
                        .Set("padding_mode", padding)
                        .Set("align_corners", corners)
                )
            )
        ),
        Grid("volume", Operand.Data(1, 2, 3, 4, 2), Operand.Data(1, 2, 1, 3, 3).In(-1.23, 1.31)),
        Grid("all defaults", Operand.Data(2, 1, 3, 3), Operand.Data(2, 2, 2, 2).In(-0.93, 0.91)),
    ];

    private static CompositeCase Grid(string condition, Operand x, Operand grid) =>
        new CompositeCase("GridSample", condition, x, grid) with
        {
            Step = 1e-3,
        };
}
