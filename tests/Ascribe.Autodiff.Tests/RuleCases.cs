using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests;

/// <summary>The mirror of the rule table: every operator in every setting that its rule treats differently.</summary>
public static partial class RuleCases
{
    public static ImmutableArray<RuleCase> All { get; } =
    [
        .. Elementwise(),
        .. Arithmetic(),
        .. Shaping(),
        .. Slices(),
        .. Paddings(),
        .. Blocks(),
        .. Resizes(),
        .. Joining(),
        .. Picking(),
        .. Distinct(),
        .. Scatterings(),
        .. Reductions(),
        .. Products(),
        .. Convolutions(),
        .. TransposedConvolutions(),
        .. AveragePools(),
        .. MaximumPools(),
        .. PowerPools(),
        .. MaximumUnpools(),
        .. Grids(),
        .. Normalizations(),
    ];

    /// <summary>ONNX Runtime has this operator in single precision only.</summary>
    private static RuleCase Single(this RuleCase rule) => rule with { Type = ElementType.Float32 };

    private static RuleCase By(this RuleCase rule, Witness witness) => rule with { Witness = witness };
}
