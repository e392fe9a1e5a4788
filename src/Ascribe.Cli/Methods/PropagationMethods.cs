using System.Collections.Immutable;
using static Ascribe.Cli.Methods.MethodOptions;

namespace Ascribe.Cli.Methods;

/// <summary>Methods that send differences or relevance back through the graph.</summary>
internal static class PropagationMethods
{
    public static ImmutableArray<MethodSpec> All { get; } =
    [
        new("deeplift", [Multipliers], s => Contrast(s, DeepLiftRule.Rescale)),
        new("deeplift-revealcancel", [Multipliers], s => Contrast(s, DeepLiftRule.RevealCancel)),
        new(
            "deepshap",
            [References, Multipliers],
            s => new DeepShap { References = s.References, MultiplyByInputs = !s.Get(Multipliers) }
        ),
        new(
            "lrp",
            [Rule, Epsilon, Gamma, Alpha, Beta, Rules],
            s => new LayerwiseRelevancePropagation { Composite = RelevanceSpec.Read(s) }
        )
        {
            HasBaseline = false,
        },
    ];

    private static DeepLift Contrast(MethodSettings settings, DeepLiftRule rule) =>
        new() { Rule = rule, MultiplyByInputs = !settings.Get(Multipliers) };
}
