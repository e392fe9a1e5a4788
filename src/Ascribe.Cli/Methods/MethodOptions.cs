using System.CommandLine;
using Ascribe.Cli.Commands;

namespace Ascribe.Cli.Methods;

/// <summary>The options that only some methods take.</summary>
internal static class MethodOptions
{
    public static Option<string?> Players { get; } =
        new("--players")
        {
            Description =
                "Who plays: which elements belong together. [default: for a picture pixels, or about 49 patches where the cost grows with the players (196 for feature-ablation, 25 for effective-shapley, 9 for exact values); for a table columns; for a text tokens]",
            HelpName = PlayersSpec.Forms,
        };

    public static Option<int?> Samples { get; } =
        Number<int?>(
                "--samples",
                "Draws. [default: 64 coalitions or orders, 50 gradients for smoothgrad and its kind, 200 for expected-gradients and gradient-shap, 1000 a player for effective-shapley]"
            )
            .AtLeastOne();

    public static Option<long?> Budget { get; } =
        Number<long?>("--budget", "Model evaluations for each example, at most. [default: 2048]").AboveZero();

    public static Option<int?> Steps { get; } =
        Number<int?>(
                "--steps",
                "Points on each path. [default: 50; 20 for shapley-ig, 5 a leg for block-shapley-ig, 200 for guided-integrated-gradients]"
            )
            .AtLeastOne();

    public static Option<string> Quadrature { get; } =
        Named(
            "--quadrature",
            "Where the points of a path lie and what they weigh.",
            [.. Ascribe.Quadrature.All.Select(q => q.Name)]
        );

    public static Option<double?> Tolerance { get; } =
        Number<double?>(
                "--tolerance",
                "Instead of --steps: as many points as it takes for each example's completeness gap to fall below this share of F(x) − F(baseline), such as 0.01.",
                "T"
            )
            .AboveZero();

    public static Option<int?> MostSteps { get; } =
        Number<int?>("--most-steps", "Points that a --tolerance may take for each example. [default: 1000]")
            .AtLeastOne();

    public static Option<int?> Blocks { get; } =
        Number<int?>("--blocks", "Blocks in which the players of an order enter. [default: 4]").AtLeastOne();

    public static Option<bool?> Paired { get; } =
        new("--paired")
        {
            Description =
                "Draw coalitions or orders in pairs that vary less together. [default: false for shapley-ig, true elsewhere]",
            HelpName = "true|false",
        };

    public static Option<double?> Precision { get; } =
        Number<double?>("--precision", "Stop early at this relative standard error, such as 0.05.", "P").AboveZero();

    public static Option<string> CoalitionSizes { get; } =
        Named(
            "--coalition-sizes",
            "How likely each size of a coalition is: all alike, or by the weight of one coalition, as the paper's listing has it.",
            [.. Games.CoalitionSizes.Known.Select(s => s.Name)]
        );

    public static Option<double?> Share { get; } =
        Number<double?>("--share", "The share of all coalitions that may be drawn. [default: 1]", "Q").AboveZero();

    public static Option<string> Normalize { get; } =
        Named(
            "--normalize",
            "Of the mean over coalitions: itself, its elements divided by how often their player was absent, or all of it scaled to F(x) − F(baseline).",
            Enum.GetNames<Normalization>()
        );

    public static Option<string> CoalitionsAs { get; } =
        Named(
            "--coalitions-as",
            "What a coalition is: the baseline of a path to the example, the example of a path from the baseline, or both in turn.",
            Enum.GetNames<CoalitionRole>()
        );

    public static Option<string?> Coalitions { get; } =
        new("--coalitions")
        {
            Description = "Coalitions to take instead of drawing them: [B, players], true or 1 for who is in.",
            HelpName = "FILE.npy|FILE.npz",
        };

    public static Option<string[]> References { get; } =
        new("--references")
        {
            Description =
                "Baselines to draw from or to average over: arrays, a table, pictures or a folder of pictures, read as --input is. [default: the --baseline alone]",
            HelpName = "FILE|DIR",
        };

    public static Option<NoiseLevel?> Stdev { get; } =
        new("--stdev")
        {
            Description =
                "The standard deviation of normal noise: a number in the feature's own units, or a percentage of its range at the example. [default: 15% for smoothgrad and its kind]",
            HelpName = "SD|P%",
            CustomParser = NoiseLevel.Parse,
        };

    public static Option<bool> Multipliers { get; } =
        new("--multipliers")
        {
            Description = "Leave out the factor x − baseline: a change of the target per unit of the element.",
        };

    public static Option<bool> Signed { get; } =
        new("--signed")
        {
            Description = "Keep what speaks against the target: signs of saliency, negative parts of grad-cam.",
        };

    public static Option<int[]?> Window { get; } =
        Extents(
            "--window",
            "The box that slides over the features: rows and columns, or all axes behind the batch. [default: an eighth of each side]"
        );

    public static Option<int[]?> Stride { get; } =
        Extents("--stride", "How far the box moves along each axis. [default: half a window]");

    public static Option<double?> Fraction { get; } =
        Number<double?>(
                "--fraction",
                "The share of the elements still to be moved that move together, those of the smallest gradients. [default: 0.1]",
                "Q"
            )
            .AboveZero();

    public static Option<double?> MaxDistance { get; } =
        Number<double?>(
            "--max-distance",
            "How far an element may be from the straight line, as a share of its way: 0 for the straight line, 1 for no bound. [default: 0.02]",
            "D"
        );

    public static Option<string?> Neuron { get; } =
        new("--neuron")
        {
            Description = "The neuron that alone is let through, an entry of a hidden value.",
            HelpName = "VALUE[i,j,…]",
        };

    public static Option<string?> Rule { get; } =
        new("--rule")
        {
            Description =
                $"The rule of relevance, or one for each kind of layer: {RelevanceSpec.Forms.Replace("|", ", ", StringComparison.Ordinal)}. [default: epsilon]",
            HelpName = "RULE",
        };

    public static Option<double?> Epsilon { get; } =
        Number<double?>("--epsilon", "ε of --rule epsilon, in units of a layer's outputs. [default: 1e-6]", "ε")
            .AboveZero();

    public static Option<double?> Gamma { get; } =
        Number<double?>("--gamma", "γ of --rule gamma. [default: 0.25]", "γ").AboveZero();

    public static Option<double?> Alpha { get; } =
        Number<double?>("--alpha", "α of --rule alpha-beta. [default: 2]", "α").AboveZero();

    public static Option<double?> Beta { get; } =
        Number<double?>("--beta", "β of --rule alpha-beta; α − β is 1. [default: α − 1]", "β");

    public static Option<string?> Rules { get; } =
        new("--rules")
        {
            Description =
                "Rules of single layers: a JSON object from the name of the value that a layer makes to its rule, such as { \"conv1\": \"gamma:0.1\" }.",
            HelpName = "FILE.json",
        };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Players,
        Samples,
        Budget,
        Steps,
        Quadrature,
        Tolerance,
        MostSteps,
        Blocks,
        Paired,
        Precision,
        CoalitionSizes,
        Share,
        Normalize,
        CoalitionsAs,
        Coalitions,
        References,
        Stdev,
        Multipliers,
        Signed,
        Window,
        Stride,
        Fraction,
        MaxDistance,
        Neuron,
        Rule,
        Epsilon,
        Gamma,
        Alpha,
        Beta,
        Rules,
    ];

    private static Option<T> Number<T>(string name, string description, string helpName = "N") =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>One of several words, the first by default.</summary>
    private static Option<string> Named(string name, string description, string[] words)
    {
        string[] lower = [.. words.Select(w => w.ToLowerInvariant())];
        return new Option<string>(name)
        {
            Description = description,
            DefaultValueFactory = _ => lower[0],
        }.AcceptOnlyFromAmong(lower);
    }

    private static Option<int[]?> Extents(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "N|HxW|CxHxW",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                int[] extents = [.. text.Split('x', 'X').Select(e => int.TryParse(e, out var n) ? n : 0)];
                if (extents.All(e => e > 0))
                    return extents;
                result.AddError($"{name} is '{text}'; give whole numbers above 0 with x between them, such as 16x16.");
                return null;
            },
        };
}
