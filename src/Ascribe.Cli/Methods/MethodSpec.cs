using System.Collections.Immutable;
using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Onnx;

namespace Ascribe.Cli.Methods;

/// <summary>A method on the command line.</summary>
/// <param name="Name">What --method says.</param>
/// <param name="Takes">The options that have a meaning for it.</param>
/// <param name="Make">Makes it of what its options say.</param>
internal sealed record MethodSpec(
    string Name,
    ImmutableArray<Option> Takes,
    Func<MethodSettings, AttributionMethod> Make
)
{
    /// <summary>Every method, the usual one first.</summary>
    public static ImmutableArray<MethodSpec> All { get; } =
    [
        .. PathMethods.All,
        .. CoalitionMethods.All,
        .. GradientMethods.All,
        .. PropagationMethods.All,
        .. AblationMethods.All,
    ];

    /// <summary>Whether it compares the example with a baseline.</summary>
    public bool HasBaseline { get; init; } = true;

    /// <summary>Whether the layer is where the method looks, while what is attributed to are the inputs.</summary>
    public bool AttributesToInputs { get; init; }

    /// <summary>The method, and the question that it is asked.</summary>
    public (AttributionMethod Method, Question Question) For(MethodSettings settings) =>
        (Make(settings), AttributesToInputs ? settings.Question with { Features = [] } : settings.Question);

    /// <summary>Reads a method: its name, and perhaps a rule of relevance behind a colon.</summary>
    /// <param name="text">Such as <c>integrated-gradients</c> or <c>lrp:z-plus</c>.</param>
    /// <exception cref="UsageException">There is no such method.</exception>
    public static MethodSpec Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var found =
            All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"there is no method '{name}'. Similar names: {string.Join(", ", NearestNames.To(name, All.Select(m => m.Name)))}. ascribe explain --help lists all."
            );
        if (colon < 0)
            return found;
        return found.Takes.Contains(MethodOptions.Rule)
            ? found with
            {
                Name = text,
                Make = settings => found.Make(settings with { NamedRule = text[(colon + 1)..] }),
            }
            : throw new UsageException($"{text}: only lrp takes a rule behind its name.");
    }

    /// <summary>Makes sure that every option that was given has a meaning for one of the methods, or for a baseline.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="baselines">The baselines as they were written.</param>
    /// <param name="methods">The methods.</param>
    /// <exception cref="UsageException">One has none.</exception>
    public static void Check(
        ParseResult parsed,
        IEnumerable<string> baselines,
        params ImmutableArray<MethodSpec> methods
    )
    {
        var used = methods.SelectMany(m => m.Takes).ToHashSet();
        if (baselines.Any(BaselineReader.TakesReferences))
            used.Add(MethodOptions.References);
        foreach (var option in MethodOptions.All.Where(o => IsGiven(o) && !used.Contains(o)))
        {
            var takers = All.Where(m => m.Takes.Contains(option)).Select(m => m.Name);
            throw new UsageException(
                $"{option.Name} means nothing to {string.Join(", ", methods.Select(m => m.Name))}; it is for {string.Join(", ", takers)}."
            );
        }
        Exclude(
            MethodOptions.Coalitions,
            CoalitionMethods.Drawing,
            "is about drawing coalitions, but --coalitions gives them"
        );
        Exclude(
            MethodOptions.Tolerance,
            [MethodOptions.Steps, MethodOptions.Quadrature],
            "fixes the points, but --tolerance finds them"
        );

        void Exclude(Option option, IEnumerable<Option> others, string why)
        {
            if (IsGiven(option) && others.FirstOrDefault(IsGiven) is { } idle)
                throw new UsageException($"{idle.Name} {why}.");
        }

        bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
    }
}
