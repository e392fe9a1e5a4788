using System.CommandLine;
using Ascribe.Cli.Inputs;
using Ascribe.Games;
using Ascribe.Imaging.Cards;

namespace Ascribe.Cli.Commands;

/// <summary>--method and the options that only some methods take.</summary>
internal sealed class MethodOptions
{
    private readonly Option<string> method = new Option<string>("--method", "-m")
    {
        Description = $"How to attribute: {string.Join(", ", MethodSpec.All.Select(m => m.Name))}.",
        HelpName = "METHOD",
        DefaultValueFactory = _ => MethodSpec.All[0].Name,
    }.AcceptOnlyFromAmong([.. MethodSpec.All.Select(m => m.Name)]);

    private readonly Option<string?> players = new(MethodOption.Players.Written())
    {
        Description =
            "Who plays: which elements belong together. [default: for a picture pixels, or about 49 patches where the cost grows with the players (25 for effective-shapley, 9 for exact values); for a table columns; for a text tokens]",
        HelpName = PlayersSpec.Forms,
    };

    private readonly Option<int?> steps = Number<int?>(
            MethodOption.Steps,
            "Points on each straight path. [default: 50 for integrated-gradients, 20 for shapley-ig, 5 a leg for block-shapley-ig]"
        )
        .AtLeastOne();

    private readonly Option<string> quadrature = new Option<string>(MethodOption.Quadrature.Written())
    {
        Description = "Where the points of a path lie and what they weigh.",
        DefaultValueFactory = _ => Quadrature.GaussLegendre.Name,
    }.AcceptOnlyFromAmong([.. Quadrature.All.Select(q => q.Name)]);

    private readonly Option<int?> samples = Number<int?>(
            MethodOption.Samples,
            "Draws. [default: 64 coalitions or orders, 200 gradients for expected-gradients and gradient-shap, 1000 a player for effective-shapley]"
        )
        .AtLeastOne();

    private readonly Option<long?> budget = Number<long?>(
            MethodOption.Budget,
            "Model evaluations for each example, at most. [default: 2048]"
        )
        .AboveZero();

    private readonly Option<int?> blocks = Number<int?>(
            MethodOption.Blocks,
            "Blocks in which the players of an order enter. [default: 4]"
        )
        .AtLeastOne();

    private readonly Option<string> sizes = Named(
        MethodOption.CoalitionSizes,
        "How likely each size of a coalition is: all alike, or by the weight of one coalition, as the paper's listing has it.",
        [.. CoalitionSizes.Known.Select(s => s.Name)]
    );

    private readonly Option<bool?> paired = new(MethodOption.Paired.Written())
    {
        Description =
            "Draw coalitions or orders in pairs that vary less together. [default: false for shapley-ig, true elsewhere]",
        HelpName = "true|false",
    };

    private readonly Option<double?> share = Number<double?>(
            MethodOption.Share,
            "The share of all coalitions that may be drawn. [default: 1]",
            "Q"
        )
        .AboveZero();

    private readonly Option<string> normalize = Named(
        MethodOption.Normalize,
        "Of the mean over coalitions: itself, its elements divided by how often their player was absent, or all of it scaled to F(x) − F(baseline).",
        [.. Enum.GetNames<Normalization>()]
    );

    private readonly Option<string> role = Named(
        MethodOption.CoalitionsAs,
        "What a coalition is: the baseline of a path to the example, the example of a path from the baseline, or both in turn.",
        [.. Enum.GetNames<CoalitionRole>()]
    );

    private readonly Option<string?> coalitions = new(MethodOption.Coalitions.Written())
    {
        Description = "Coalitions to take instead of drawing them: [B, players], true or 1 for who is in.",
        HelpName = "FILE.npy|FILE.npz",
    };

    private readonly Option<double?> precision = Number<double?>(
            MethodOption.Precision,
            "Stop early at this relative standard error, such as 0.05.",
            "P"
        )
        .AboveZero();

    private readonly Option<string[]> references = new(MethodOption.References.Written())
    {
        Description =
            "Baselines to draw from: arrays, a table, pictures or a folder of pictures, read as --input is. [default: the --baseline alone]",
        HelpName = "FILE|DIR",
    };

    private readonly Option<double?> noise = Number<double?>(
            MethodOption.Noise,
            "The standard deviation of normal noise on the features, in their own units.",
            "SD"
        )
        .AboveZero();

    /// <summary>The options as the command takes them, in the order of its help.</summary>
    public IEnumerable<Option> All =>
        [
            method,
            players,
            samples,
            budget,
            steps,
            quadrature,
            blocks,
            paired,
            precision,
            sizes,
            share,
            normalize,
            role,
            coalitions,
            references,
            noise,
        ];

    /// <summary>The method that was asked for.</summary>
    /// <exception cref="UsageException">An option was given that the method does not take.</exception>
    public MethodSpec Spec(ParseResult parsed)
    {
        var spec = MethodSpec.Find(parsed.GetValue(method)!);
        foreach (var option in Enum.GetValues<MethodOption>().Except(spec.Takes).Where(IsGiven))
        {
            var takers = MethodSpec.All.Where(m => m.Takes.Contains(option)).Select(m => m.Name);
            throw new UsageException(
                $"{option.Written()} means nothing to {spec.Name}; it is for {string.Join(", ", takers)}."
            );
        }
        MethodOption[] drawing =
        [
            MethodOption.Samples,
            MethodOption.CoalitionSizes,
            MethodOption.Paired,
            MethodOption.Share,
        ];
        if (IsGiven(MethodOption.Coalitions) && drawing.Where(IsGiven).ToArray() is [var idle, ..])
            throw new UsageException(
                $"{idle.Written()} is about drawing coalitions, but {MethodOption.Coalitions.Written()} gives them."
            );
        return spec;

        bool IsGiven(MethodOption option) =>
            parsed.GetResult(All.Single(o => o.Name == option.Written())) is { Implicit: false };
    }

    /// <summary>What the options say about a question.</summary>
    /// <exception cref="UsageException">One of them is not understood.</exception>
    public MethodSettings Read(
        ParseResult parsed,
        MethodSpec spec,
        Network network,
        ModelCard? card,
        Question question
    ) =>
        new()
        {
            Steps = parsed.GetValue(steps),
            Quadrature = Quadrature.All.Single(q => q.Name == parsed.GetValue(quadrature)),
            Players = spec.Takes.Contains(MethodOption.Players)
                ? PlayersSpec.Parse(parsed.GetValue(players), spec.PlayersPerSide, network, card, question)
                : Ascribe.Players.PlayerDivision.Elements,
            Samples = parsed.GetValue(samples),
            Budget = parsed.GetValue(budget),
            Blocks = parsed.GetValue(blocks),
            CoalitionSizes = CoalitionSizes.Known.Single(s => s.Name == parsed.GetValue(sizes)),
            Paired = parsed.GetValue(paired),
            Share = parsed.GetValue(share),
            Normalization = Enum.Parse<Normalization>(parsed.GetValue(normalize)!, ignoreCase: true),
            CoalitionsAs = Enum.Parse<CoalitionRole>(parsed.GetValue(role)!, ignoreCase: true),
            Coalitions = parsed.GetValue(coalitions) is { } file ? CoalitionsFile.Read(file) : [],
            Precision = parsed.GetValue(precision),
            References = ReferencesSpec.Read(parsed.GetValue(references) ?? [], network, card, question),
            Noise = parsed.GetValue(noise),
        };

    private static Option<T> Number<T>(MethodOption option, string description, string name = "N") =>
        new(option.Written()) { Description = description, HelpName = name };

    /// <summary>One of several words, the first by default.</summary>
    private static Option<string> Named(MethodOption option, string description, string[] words)
    {
        string[] lower = [.. words.Select(w => w.ToLowerInvariant())];
        return new Option<string>(option.Written())
        {
            Description = description,
            DefaultValueFactory = _ => lower[0],
        }.AcceptOnlyFromAmong(lower);
    }
}
