using System.Collections.Immutable;
using Ascribe.Autodiff.Tests.Lowering.Cases;

namespace Ascribe.Autodiff.Tests.Lowering;

/// <summary>Every case of a lowering.</summary>
internal static class CompositeCases
{
    public static ImmutableArray<CompositeCase> All { get; } =
    [
        .. RecurrentCases.All,
        .. ContribCases.All,
        .. ContribAttentionCases.All,
        .. StandardAttentionCases.All,
        .. ClassicalCases.All,
        .. SamplingCases.All,
        .. FourierCases.All,
        .. StandardCases.All,
    ];
}
