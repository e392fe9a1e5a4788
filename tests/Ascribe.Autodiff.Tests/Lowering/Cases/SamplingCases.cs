using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>Sampling of pictures at computed places.</summary>
internal static class SamplingCases
{
    private static readonly Tensor Boxes = Tensor.Of(
        [0.3f, 0.4f, 3.7f, 4.1f, 1.1f, -0.9f, 5.6f, 2.2f, 0.2f, 0.1f, 0.7f, 0.8f],
        3,
        4
    );

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
        .. from mode in new[] { "avg", "max" }
        from coordinates in new[] { "half_pixel", "output_half_pixel" }
        from samples in mode == "avg" ? new[] { 0, 1, 2 } : [1, 2]
        select Aligned($"{mode}, {coordinates}, {samples} samples", mode, samples)
            .Set("coordinate_transformation_mode", coordinates),
        Aligned("boxes vary, averages", "avg", 2) with
        {
            Operands = Moving,
            Step = 1e-3,
        },
        Aligned("boxes vary, as many samples as needed", "avg", 0)
            .Set("coordinate_transformation_mode", "output_half_pixel") with
        {
            Operands = Moving,
            Step = 1e-3,
        },
        Aligned("boxes vary, maxima", "max", 2) with
        {
            Operands = Moving,
            Step = 1e-3,
        },
        Aligned("regions far larger than the picture", "avg", 0).Set("spatial_scale", 6f),
        Aligned("regions smaller than a pixel", "avg", 0).Set("spatial_scale", 0.11f),
        .. from bins in new[] { 2, 3 }
        from scale in new[] { 1f, 0.5f }
        select new CompositeCase(
            "MaxRoiPool",
            $"{bins} bins, scale {scale}",
            Operand.Data(2, 3, 6, 5),
            Operand.Fixed(
                Tensor.Of([0, 0.3f, 0.4f, 3.7f, 4.1f, 1, 2.5f, 1.5f, 9, 4.2f, 0, 7, 8, 9, 9, 1, 2, 2, 1, 1], 4, 5)
            )
        )
            .Set("pooled_shape", new[] { bins, 2 })
            .Set("spatial_scale", scale),
        Grid("volume", Operand.Data(1, 2, 3, 4, 2), Operand.Data(1, 2, 1, 3, 3).In(-1.23, 1.31)),
        Grid("all defaults", Operand.Data(2, 1, 3, 3), Operand.Data(2, 2, 2, 2).In(-0.93, 0.91)),
    ];

    private static ImmutableArray<Operand?> Moving =>
        [Operand.Data(2, 3, 6, 5), Operand.Weight(3, 4).In(0.3, 4.6), Operand.Fixed(Tensor.Vector(1L, 0, 1))];

    private static CompositeCase Aligned(string condition, string mode, int samples) =>
        new CompositeCase(
            "RoiAlign",
            condition,
            Operand.Data(2, 3, 6, 5),
            Operand.Fixed(Boxes),
            Operand.Fixed(Tensor.Vector(1L, 0, 1))
        )
            .Set("mode", mode)
            .Set("output_height", 2)
            .Set("output_width", 3)
            .Set("sampling_ratio", samples)
            .Set("spatial_scale", 0.9f);

    private static CompositeCase Grid(string condition, Operand x, Operand grid) =>
        new CompositeCase("GridSample", condition, x, grid) with
        {
            Step = 1e-3,
        };
}
