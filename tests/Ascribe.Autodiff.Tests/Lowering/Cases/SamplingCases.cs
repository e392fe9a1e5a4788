using System.Collections.Immutable;
using Ascribe.Onnx;

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
        .. new[] { "half_pixel", "output_half_pixel" }.Select(mode =>
            new CompositeCase(
                "RoiAlign",
                mode,
                Operand.Data(2, 3, 6, 5),
                Operand.Fixed(
                    Tensor.Of([0.3f, 0.4f, 3.7f, 4.1f, 1.1f, -0.9f, 5.6f, 2.2f, 0.2f, 0.1f, 0.7f, 0.8f], 3, 4)
                ),
                Operand.Fixed(Tensor.Vector(1L, 0, 1))
            )
                .Set("coordinate_transformation_mode", mode)
                .Set("output_height", 2)
                .Set("output_width", 3)
                .Set("sampling_ratio", 2)
                .Set("spatial_scale", 0.9f)
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
