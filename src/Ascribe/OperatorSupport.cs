using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx.Passes.Lowering;
using Ascribe.Onnx.Passes.Quantization;

namespace Ascribe;

/// <summary>What becomes of an operator when a model is explained.</summary>
/// <param name="Op">Its name, with the domain where that is not ai.onnx.</param>
/// <param name="Treatment">The kind of its backward rule, or what replaces it before rules are needed.</param>
/// <param name="RuleSets">The readings of the graph that have it.</param>
/// <param name="Tests">What it is held against in the tests.</param>
public sealed record OperatorSupport(string Op, string Treatment, string RuleSets, string Tests)
{
    private const string Everywhere = "gradient, straight-through";

    /// <summary>Every operator that is known, by name.</summary>
    public static ImmutableArray<OperatorSupport> All { get; } =
    [
        .. Ruled()
            .Concat(CompositeLowering.Operators.Select(Lowered))
            .Concat(QuantizationLowering.Operators.Select(Quantized))
            .Concat(Resolved())
            .DistinctBy(o => o.Op, StringComparer.Ordinal)
            .OrderBy(o => o.Op, StringComparer.Ordinal),
    ];

    /// <summary>What becomes of an operator under a reading of the graph.</summary>
    internal static string Of(string op, NetworkOptions options)
    {
        if (options.Rules[op] is { } rule)
            return Kind(rule);
        if (QuantizationLowering.Knows(op))
            return options.StraightThrough
                ? "read straight through"
                : "needs --straight-through where it is not constant";
        return All.FirstOrDefault(o => string.Equals(o.Op, op, StringComparison.Ordinal))?.Treatment ?? "–";
    }

    private static IEnumerable<OperatorSupport> Ruled() =>
        Autodiff.RuleSets.Gradient.Select(rule => new OperatorSupport(
            rule.Op,
            Kind(rule),
            Everywhere,
            rule is PiecewiseConstant
                ? "central differences"
                : "central differences; a second path; examples alone and together"
        ));

    private static OperatorSupport Lowered(string op) =>
        new(op, "lowered to operators that have a rule", Everywhere, "ONNX Runtime's kernel; its central differences");

    private static OperatorSupport Quantized(string op) =>
        new(
            op,
            "read straight through on request",
            "straight-through",
            "the integer kernel; the arithmetic without rounding"
        );

    private static IEnumerable<OperatorSupport> Resolved() =>
        new (string Op, string Treatment)[]
        {
            ("BatchNormalization", "folded into a convolution, or lowered"),
            ("Constant", "stored"),
            ("ConstantOfShape", "folded where constant"),
            ("Gemm", "lowered to operators that have a rule"),
            ("If", "resolved where its condition is constant"),
            ("Loop", "written out where its rounds are known, up to 1,000"),
            ("Scan", "written out where its rounds are known, up to 1,000"),
            ("Scatter", "upgraded to ScatterElements"),
            ("SequenceAt", "resolved where positions are constant"),
            ("SequenceConstruct", "resolved where positions are constant"),
            ("SequenceEmpty", "resolved where positions are constant"),
            ("SequenceErase", "resolved where positions are constant"),
            ("SequenceInsert", "resolved where positions are constant"),
            ("SequenceLength", "resolved where positions are constant"),
            ("ConcatFromSequence", "resolved where positions are constant"),
            ("SplitToSequence", "resolved where lengths are constant"),
            ("Shape", "folded where constant"),
            ("Upsample", "upgraded to Resize"),
        }.Select(o => new OperatorSupport(o.Op, o.Treatment, Everywhere, "the model before and after"));

    private static string Kind(Rule rule) =>
        rule switch
        {
            Elementwise => "elementwise rule",
            Linear => "linear rule",
            Bilinear => "bilinear rule",
            PiecewiseConstant => "piecewise constant: nothing flows back",
            _ => "general rule",
        };
}
