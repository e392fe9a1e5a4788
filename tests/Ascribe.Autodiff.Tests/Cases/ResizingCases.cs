using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private const string CropAndResize = "tf_crop_and_resize";

    private static readonly string[] Coordinates =
    [
        "half_pixel",
        "half_pixel_symmetric",
        "pytorch_half_pixel",
        "align_corners",
        "asymmetric",
        CropAndResize,
    ];

    private static IEnumerable<RuleCase> Resizes() =>
        [
            .. from mode in new[] { "nearest", "linear", "cubic" }
            from coordinates in Coordinates
            from rule in Pictures(mode, coordinates)
            select rule,
            .. from rounding in new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" }
            from coordinates in new[] { "half_pixel", "asymmetric", "align_corners" }
            from rule in Rounded(rounding, coordinates)
            select rule,
            .. Antialiased(),
            .. OtherRanks(),
            .. Proportional(),
            Resize("cubic, coefficient −½", "cubic", Data(2, 1, 4, 5), scales: [1, 1, 1.7f, 2.3f])
                .Set("cubic_coeff_a", -0.5f),
            Resize("cubic, what is outside excluded", "cubic", Data(2, 1, 4, 5), scales: [1, 1, 1.7f, 2.3f])
                .Set("exclude_outside", 1),
            Resize("extrapolated", "linear", Data(2, 1, 4, 5), sizes: [3, 4], axes: [2, 3])
                .Set("coordinate_transformation_mode", CropAndResize)
                .Set("extrapolation_value", 7f) with
            {
                Operands = [Data(2, 1, 4, 5), Fixed(Tensor.Vector(-0.3f, 0.2f, 0.8f, 1.4f)), null, Longs(3, 4)],
            },
            Resize("nothing resized", "linear", Data(2, 1, 4, 5), scales: [1, 1, 1, 1]),
            Resize("scales that leave every extent", "linear", Data(2, 1, 4, 5), scales: [1, 1, 1.2f, 1.1f]),
            Within(
                    Resize(
                        "a region that leaves every extent",
                        "linear",
                        Data(2, 1, 4, 5),
                        sizes: [4, 5],
                        axes: [2, 3]
                    ),
                    CropAndResize
                )
                .Set("coordinate_transformation_mode", CropAndResize),
            Resize("a scale that leaves the extent", "linear", Data(2, 1, 4, 5), scales: [1, 1, 1.2f, 0.5f]),
            Resize("scales computed", "linear", Data(2, 1, 2, 3)) with
            {
                Build = (b, x) =>
                    b.Emit(
                        "Resize",
                        [x[0], null, Op.Cast(Op.Slice(Op.Shape(x[0]!.Value), [2], [4], [0]), ElementType.Float32)],
                        Attributes.None.With("mode", "linear").With("axes", new[] { 2, 3 })
                    ),
            },
            Resize("sizes computed, examples among them", "linear", Data(2, 1, 2, 3)) with
            {
                Build = (b, x) =>
                {
                    var sizes = Op.Concat([Op.Slice(Op.Shape(x[0]!.Value), [0], [2], [0]), b.Longs(5, 4)], 0);
                    return b.Emit("Resize", [x[0], null, null, sizes], Attributes.None.With("mode", "linear"));
                },
            },
        ];

    /// <summary>Larger on one axis and smaller on another, by scales and by sizes.</summary>
    private static IEnumerable<RuleCase> Pictures(string mode, string coordinates)
    {
        var x = Data(2, 2, 5, 6);
        RuleCase[] rules =
        [
            Resize($"{mode}, {coordinates}, scales", mode, x, scales: [1, 1, 1.7f, 0.6f]),
            Resize($"{mode}, {coordinates}, twice as large", mode, Data(2, 1, 2, 3), scales: [1, 1, 2, 2]),
            Resize($"{mode}, {coordinates}, sizes", mode, x, sizes: [3, 8], axes: [2, 3]),
            Resize($"{mode}, {coordinates}, to one pixel", mode, x, sizes: [1, 1], axes: [3, 2]),
        ];
        return rules.Select(rule => Within(rule.Set("coordinate_transformation_mode", coordinates), coordinates));
    }

    /// <summary>The region that tf_crop_and_resize needs: half an axis less at either end.</summary>
    private static RuleCase Within(RuleCase rule, string coordinates)
    {
        if (coordinates != CropAndResize)
            return rule;
        var region = rule.Attributes.Has("axes")
            ? Tensor.Vector(0.1f, 0.2f, 0.7f, 0.9f)
            : Tensor.Vector(0f, 0, 0.1f, 0.2f, 1, 1, 0.7f, 0.9f);
        return rule with { Operands = rule.Operands.SetItem(1, Fixed(region)) };
    }

    private static IEnumerable<RuleCase> Rounded(string rounding, string coordinates) =>
        new[]
        {
            Resize($"{rounding}, {coordinates}, larger", "nearest", Data(2, 1, 3, 5), scales: [1, 1, 2, 3]),
            Resize($"{rounding}, {coordinates}, smaller", "nearest", Data(2, 1, 6, 7), sizes: [2, 1, 4, 3]) with
            {
                Operands = [Data(2, 1, 6, 7), null, null, Longs(4, 3)],
                Attributes = Attributes.None.With("mode", "nearest").With("axes", new[] { -2, -1 }),
            },
        }.Select(r => r.Set("nearest_mode", rounding).Set("coordinate_transformation_mode", coordinates));

    private static IEnumerable<RuleCase> Antialiased() =>
        from mode in new[] { "linear", "cubic" }
        from excluded in new[] { 0, 1 }
        select Resize(
                $"{mode}, antialiased, exclude_outside {excluded}",
                mode,
                Data(2, 1, 7, 6),
                sizes: [3, 9],
                axes: [2, 3]
            )
            .Set("antialias", 1)
            .Set("exclude_outside", excluded);

    private static IEnumerable<RuleCase> OtherRanks() =>
        [
            Resize("a weight of two axes", "linear", Weight(3, 4), scales: [1.5f, 2]),
            Resize("a weight of two axes, cubic", "cubic", Weight(4, 4), scales: [1.5f, 0.7f]),
            Resize("nearest, one axis behind the channels", "nearest", Data(2, 3, 4), scales: [1, 1, 2]),
            Resize("nearest, channels too", "nearest", Data(2, 2, 3), scales: [1, 2, 1.5f]),
            Resize("nearest, three axes", "nearest", Data(2, 1, 2, 3, 2), scales: [1, 1, 2, 1.5f, 3]),
            Resize("linear, three axes", "linear", Data(2, 1, 2, 3, 4), scales: [1, 1, 2, 1.5f, 0.6f]),
            Resize("linear, channels last", "linear", Data(2, 3, 4, 2), scales: [1, 1.5f, 0.6f, 1]),
            new RuleCase("Resize", "examples last", Data(2, 3, 4))
            {
                Build = (b, x) =>
                {
                    var turned = Op.Unsqueeze(Op.Transpose(x[0]!.Value, 1, 2, 0), 0);
                    var scales = b.Constant(Tensor.Vector(1, 1.5f, 2, 1));
                    var resized = b.Emit("Resize", [turned, null, scales], Attributes.None.With("mode", "linear"));
                    return Op.Transpose(Op.Squeeze(resized, 0), 2, 0, 1);
                },
                Type = ElementType.Float32,
            },
        ];

    private static IEnumerable<RuleCase> Proportional() =>
        from policy in new[] { "not_larger", "not_smaller" }
        from mode in new[] { "nearest", "linear", "cubic" }
        from sizes in new long[][] { [7, 8], [3, 5], [4, 10] }
        select Resize(
                $"{mode}, {policy} than {sizes[0]} × {sizes[1]}",
                mode,
                Data(2, 1, 5, 6),
                sizes: sizes,
                axes: [2, 3]
            )
            .Set("keep_aspect_ratio_policy", policy);

    private static RuleCase Resize(
        string condition,
        string mode,
        Operand x,
        float[]? scales = null,
        long[]? sizes = null,
        long[]? axes = null
    )
    {
        var rule = new RuleCase(
            "Resize",
            condition,
            x,
            null,
            scales is null ? null : Fixed(Tensor.Vector(scales)),
            sizes is null ? null : Longs(sizes)
        )
            .Set("mode", mode)
            .Single();
        return axes is null ? rule : rule.Set("axes", axes);
    }
}
