using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static readonly ImmutableArray<string> Coordinates =
    [
        "half_pixel",
        "half_pixel_symmetric",
        "pytorch_half_pixel",
        "align_corners",
        "asymmetric",
    ];

    private static IEnumerable<RuleCase> Resizes() =>
        [
            .. Coordinates.SelectMany(c =>
                new[] { "nearest", "linear", "cubic" }.SelectMany(mode =>
                    new[]
                    {
                        Scaled($"{mode}, {c}, enlarged", [1, 1, 1.5f, 2.25f]).Set("mode", mode).Aligned(c),
                        Scaled($"{mode}, {c}, made smaller", [1, 1, 0.6f, 0.8f]).Set("mode", mode).Aligned(c),
                    }
                )
            ),
            .. new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" }.SelectMany(r =>
                new[]
                {
                    Scaled($"nearest by {r}", [1, 1, 1.7f, 0.5f]).Set("nearest_mode", r),
                    Scaled($"nearest by {r}, asymmetric, twofold", [1, 1, 2, 3])
                        .Set("nearest_mode", r)
                        .Aligned("asymmetric"),
                    Scaled($"nearest by {r}, half_pixel, twofold", [1, 1, 2, 3]).Set("nearest_mode", r),
                }
            ),
            Sized("nearest to sizes", 7, 4),
            Sized("linear to sizes", 7, 4).Set("mode", "linear"),
            Sized("cubic to sizes", 7, 4).Set("mode", "cubic"),
            Sized("cubic, coefficient −½, outside excluded", 3, 9)
                .Set("mode", "cubic")
                .Set("cubic_coeff_a", -0.5f)
                .Set("exclude_outside", 1),
            Sized("linear, antialiased", 3, 3).Set("mode", "linear").Set("antialias", 1),
            Sized("cubic, antialiased", 3, 3).Set("mode", "cubic").Set("antialias", 1),
            Scaled("scales of stated axes", [2, 1.5f]).Set("mode", "linear").Set("axes", new[] { 3, 2 }),
            new RuleCase("Resize", "sizes of one axis", Data(2, 2, 5, 5), null, null, Longs(8))
                .Single()
                .Set("axes", new[] { -1 }),
            Cropped("linear, cropped", 0.2f, 0.8f),
            Cropped("linear, beyond the edges", -0.3f, 1.4f),
            new RuleCase("Resize", "one spatial axis", Data(2, 2, 5), null, Fixed(Tensor.Vector(1f, 1, 1.6f)))
                .Single()
                .Set("mode", "linear"),
        ];

    private static RuleCase Scaled(string condition, float[] scales) =>
        new RuleCase("Resize", condition, Data(2, 2, 4, 5), null, Fixed(Tensor.Vector(scales))).Single();

    private static RuleCase Sized(string condition, long height, long width) =>
        new RuleCase("Resize", condition, Data(2, 2, 5, 6), null, null, Longs(height, width))
            .Single()
            .Set("axes", new[] { 2, 3 });

    private static RuleCase Cropped(string condition, float start, float end) =>
        new RuleCase(
            "Resize",
            condition,
            Data(2, 2, 5, 5),
            Fixed(Tensor.Vector(start, 0.1f, end, 0.9f)),
            null,
            Longs(7, 4)
        )
            .Set("axes", new[] { 2, 3 })
            .Single()
            .Set("mode", "linear")
            .Set("extrapolation_value", 3f)
            .Aligned("tf_crop_and_resize");

    private static RuleCase Aligned(this RuleCase rule, string coordinates) =>
        rule.Set("coordinate_transformation_mode", coordinates);
}
