using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ascribe.Experiments.Evaluation;
using Ascribe.Metrics;
using Ascribe.Onnx;

namespace Ascribe.Cli.Scores;

/// <summary>A score on the command line.</summary>
/// <param name="Name">What --scores says, without settings.</param>
/// <param name="Takes">The settings that have a meaning for it.</param>
/// <param name="Make">Makes the criterion of its settings.</param>
internal sealed partial record ScoreSpec(string Name, ImmutableArray<string> Takes, Func<ScoreSettings, Criterion> Make)
{
    /// <summary>Who plays, of scores that take players away.</summary>
    public const string Players = "players";

    /// <summary>What takes their place.</summary>
    public const string Replacement = "replacement";

    /// <summary>Every score.</summary>
    public static ImmutableArray<ScoreSpec> All { get; } =
    [
        Game("deletion", ["steps", "normalized"], s => Removal(new Deletion(), s)),
        Game("insertion", ["steps", "normalized"], s => Removal(new Insertion(), s)),
        Game(
            "iaccuracy",
            ["pixels", "patch", "threshold"],
            s => new IdentificationAccuracy
            {
                Pixels = s.Whole("pixels", 100),
                Patch = s.Whole("patch", 0, least: 0),
                Threshold = s.MaybeNumber("threshold"),
            }
        ),
        Game(
            "robustness",
            ["share", "steps"],
            s => new Robustness { Share = s.Number("share", 0.05), Steps = s.MaybeWhole("steps") }
        ),
        Game(
            "sensitivity-n",
            ["sizes", "smallest", "largest", "coalitions"],
            s => new SensitivityN
            {
                Sizes = s.Whole("sizes", 10),
                Smallest = s.Number("smallest", 0.01),
                Largest = s.Number("largest", 0.95),
                Coalitions = s.Whole("coalitions", 200, least: 2),
            }
        ),
        Game(
            "infidelity",
            ["samples", "scaled"],
            s => new Infidelity { Samples = s.Whole("samples", 200), Scaled = s.Flag("scaled", usual: false) }
        ),
        new(
            "max-sensitivity",
            ["radius", "samples", "relative"],
            s => new ScoreCriterion(
                new MaxSensitivity(new IntegratedGradients())
                {
                    Radius = s.Number("radius", 0.02),
                    Samples = s.Whole("samples", 10),
                    Relative = s.Flag("relative", usual: true),
                }
            )
        ),
        new(
            "local-lipschitz",
            ["radius", "samples"],
            s => new ScoreCriterion(
                new LocalLipschitz(new IntegratedGradients())
                {
                    Radius = s.Number("radius", 0.02),
                    Samples = s.Whole("samples", 10),
                }
            )
        ),
        new(
            "noise-infidelity",
            ["sigma", "samples", "scaled", "multiplied"],
            s => new ScoreCriterion(
                new NoiseInfidelity
                {
                    Sigma = s.Number("sigma", 0.1),
                    Samples = s.Whole("samples", 200),
                    Scaled = s.Flag("scaled", usual: false),
                    Multiplied = s.Flag("multiplied", usual: true),
                }
            )
        ),
        new(
            "completeness",
            ["relative"],
            s => new ScoreCriterion(new CompletenessGap { Relative = s.Flag("relative", usual: false) })
        ),
        new("time", [], _ => Criterion.Time),
        new("evaluations", [], _ => Criterion.Evaluations),
    ];

    /// <summary>Reads a score: its name, and settings behind colons.</summary>
    /// <param name="text">Such as <c>deletion</c> or <c>iaccuracy:pixels=50:patch=4</c>.</param>
    /// <returns>The criterion, named as it was written, and its settings.</returns>
    /// <exception cref="UsageException">There is no such score or setting.</exception>
    public static (Criterion Criterion, ScoreSettings Settings) Parse(string text)
    {
        var parts = Behind().Split(text);
        var spec =
            All.FirstOrDefault(s => s.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException(
                $"there is no score '{parts[0]}'. Similar names: {string.Join(", ", NearestNames.To(parts[0], All.Select(s => s.Name)))}. ascribe evaluate --help lists all."
            );
        var settings = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts[1..])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = part[..equals];
            if (!spec.Takes.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new UsageException(
                    spec.Takes.IsEmpty
                        ? $"{text}: {spec.Name} takes no settings."
                        : $"{text}: {spec.Name} takes no '{name}'; it takes {string.Join(", ", spec.Takes)}."
                );
            settings[name] = part[(equals + 1)..];
        }
        var read = new ScoreSettings(text, settings.ToImmutable());
        var criterion = spec.Make(read);
        return (spec.Takes.IsEmpty ? criterion : criterion with { Name = text }, read);
    }

    private static ScoreSpec Game(string name, ImmutableArray<string> takes, Func<ScoreSettings, Score> make) =>
        new(name, [.. takes, Players, Replacement], settings => new ScoreCriterion(make(settings)));

    private static RemovalCurve Removal(RemovalCurve score, ScoreSettings settings) =>
        score with
        {
            Steps = settings.Whole("steps", 100),
            Normalized = settings.Flag("normalized", usual: false),
        };

    /// <summary>A colon before a setting; other colons belong to what a setting says.</summary>
    [GeneratedRegex(@":(?=[A-Za-z]+=)", RegexOptions.None, 1000)]
    private static partial Regex Behind();
}
