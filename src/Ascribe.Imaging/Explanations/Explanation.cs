using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An attribution with what a person needs to read it: names, pictures, the scores of the classes.</summary>
public sealed record Explanation
{
    private const int SmallestGround = 224;

    /// <summary>What was explained: the model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The attribution.</summary>
    public required Attribution Attribution { get; init; }

    /// <summary>The value that the target was read from, at the examples, [E, …].</summary>
    public Tensor Scores => Attribution.Scores;

    /// <summary>The names of the classes; empty where there are none.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>What the model saw of each example, by input; missing where the input is no picture.</summary>
    public ImmutableDictionary<string, ImmutableArray<Picture>> Pictures { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Picture>>.Empty;

    /// <summary>What the examples are called: file names.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The names of columns, by feature; missing where there are none.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Columns { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The tokens of each example, by feature, where a feature has one row for each of them.</summary>
    public ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>> Tokens { get; init; } =
        ImmutableDictionary<string, ImmutableArray<ImmutableArray<string>>>.Empty;

    /// <summary>How many targets each example was explained for.</summary>
    public int Targets { get; init; } = 1;

    /// <summary>The number of examples; each counts once for each of its targets.</summary>
    public int Count => Attribution.Output.Length;

    /// <summary>What one example is called.</summary>
    public string ExampleName(int example) =>
        OwnPlace(example) < Examples.Length ? Examples[OwnPlace(example)] : $"example {OwnPlace(example)}";

    /// <summary>What the target of one example is called: the class, or its index.</summary>
    public string TargetName(int example)
    {
        var entry = Attribution.Entries[example];
        if (entry < 0)
            return Attribution.Provenance.Settings["target"];
        return entry < Labels.Length && Scores.Rank == 2
            ? Labels[(int)entry]
            : $"{Attribution.Provenance.Settings["target"]} ({entry})";
    }

    /// <summary>The completeness gap relative to F(x) − F(b).</summary>
    public double RelativeGap(int example)
    {
        var difference = Attribution.Output.ToDoubles()[example] - Attribution.BaselineOutput.ToDoubles()[example];
        return Math.Abs(Attribution.CompletenessGap.ToDoubles()[example] / difference);
    }

    /// <summary>The classes with the largest scores, best first.</summary>
    public ImmutableArray<(string Label, double Score, bool Explained)> TopClasses(int example, int count)
    {
        var scores = Scores.Rows(example, 1).ToDoubles();
        return
        [
            .. scores
                .Select(
                    (score, i) =>
                        (
                            Label: i < Labels.Length ? Labels[i] : $"{i}",
                            score,
                            Explained: i == Attribution.Entries[example]
                        )
                )
                .OrderByDescending(c => c.score)
                .Take(count),
        ];
    }

    /// <summary>Whether what contributes has names of its own: columns or tokens.</summary>
    public bool HasNames(string feature) => Columns.ContainsKey(feature) || Tokens.ContainsKey(feature);

    /// <summary>The contributions of a feature's columns, tokens or entries to one example, in the feature's order.</summary>
    public ImmutableArray<NamedContribution> Contributions(string feature, int example) =>
        NamedContribution.Of(
            feature,
            Attribution.Values[feature].Rows(example, 1),
            Columns.GetValueOrDefault(feature, []),
            Tokens.GetValueOrDefault(feature, []) is { IsEmpty: false } tokens ? tokens[OwnPlace(example)] : [],
            Tokens.ContainsKey(feature) ? TokenErrors(feature, example) : ErrorsOf(feature, example)
        );

    /// <summary>The players that contributed most to an example, the largest magnitude first. None where nobody played.</summary>
    public ImmutableArray<NamedPlayer> LargestPlayers(int example, int count)
    {
        if (Attribution.Players.IsEmpty)
            return [];
        var players = Attribution.Players[example];
        return
        [
            .. players
                .Values.Index()
                .OrderByDescending(p => Math.Abs(p.Item))
                .Take(count)
                .Select(p => new NamedPlayer(
                    PlayerName.Of(this, example, p.Index),
                    p.Item,
                    players.StandardErrors[p.Index]
                )),
        ];
    }

    /// <summary>Whether what plays is what contributions are named by: columns, tokens, entries.</summary>
    public bool PlaysByName(int example) =>
        Attribution.Values.Keys.All(HasNames)
        && Attribution.Players[example].Values.Length
            == Attribution.Values.Sum(v =>
                Tokens.ContainsKey(v.Key) ? (int)v.Value.Shape[1] : v.Value.Length / (int)v.Value.Shape[0]
            );

    /// <inheritdoc cref="Attribution.RelativeError"/>
    public double RelativeError(int example) => Attribution.RelativeError(example);

    /// <summary>The heatmap of a feature with spatial axes; null for any other feature.</summary>
    public Heatmap? Heatmap(string feature, int example) =>
        Attribution.Values[feature] is { Rank: 4 } values && values.Shape[2] > 1 && values.Shape[3] > 1
            ? Imaging.Heatmap.Of(values.Rows(example, 1))
            : null;

    /// <summary>The picture that lies under a feature's heatmap: the input's own, or the only input picture there is.</summary>
    public Picture? PictureOf(string feature, int example)
    {
        var pictures = Pictures.GetValueOrDefault(feature, Pictures.Count == 1 ? Pictures.Values.First() : []);
        return OwnPlace(example) < pictures.Length ? pictures[OwnPlace(example)] : null;
    }

    /// <summary>What a feature's heatmap is drawn on: its picture, or plain gray that is large enough to be seen.</summary>
    internal Picture GroundOf(string feature, int example, Heatmap heatmap) =>
        PictureOf(feature, example)
        ?? Picture.Of(
            Math.Max(heatmap.Width, SmallestGround),
            Math.Max(heatmap.Height, SmallestGround),
            new Rgb(200, 200, 200)
        );

    /// <summary>The sums of the positive and of the negative contributions to an example; a token counts as a whole.</summary>
    public (double For, double Against) Sums(int example)
    {
        var all = Attribution
            .Values.Keys.SelectMany(feature =>
                Tokens.ContainsKey(feature)
                    ? Contributions(feature, example).Select(c => c.Value)
                    : Attribution.Values[feature].Rows(example, 1).ToDoubles()
            )
            .ToArray();
        return (all.Where(v => v > 0).Sum(), all.Where(v => v < 0).Sum());
    }

    /// <summary>Which example it is, where those of several targets count once.</summary>
    internal int OwnPlace(int example) => example / Targets;

    private double[] ErrorsOf(string feature, int example) =>
        Attribution.StandardErrors.GetValueOrDefault(feature)?.Rows(example, 1).ToDoubles() ?? [];

    /// <summary>The errors of tokens are those of the players, where tokens play; errors of elements do not add up to them.</summary>
    private double[] TokenErrors(string feature, int example)
    {
        if (Attribution.Players.IsEmpty)
            return [];
        var players = Attribution.Players[example];
        var grid = players.Partition.Grids.FirstOrDefault(g => g.Feature == feature && g.Axes is [1]);
        return grid is null ? [] : players.StandardErrors.AsSpan().Slice(grid.First, grid.Count).ToArray();
    }
}
