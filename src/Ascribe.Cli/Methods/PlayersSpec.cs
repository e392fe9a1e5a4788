using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Arrays;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Cli.Methods;

/// <summary>
/// Reads --players: <c>elements</c>, <c>pixels</c>, <c>patches:HxW</c>, <c>superpixels:N</c>, <c>columns</c>, <c>tokens</c>,
/// <c>channels</c>, or <c>ids:FILE</c>.
/// </summary>
internal static class PlayersSpec
{
    /// <summary>What can be asked for.</summary>
    public const string Forms = "elements|pixels|patches:HxW|superpixels:N|columns|tokens|channels|ids:FILE";

    /// <summary>Who plays.</summary>
    /// <param name="text">What was asked for; null for what is usual.</param>
    /// <param name="perSide">Patches along each side of a picture that are usual; null where pixels are.</param>
    /// <param name="network">The model.</param>
    /// <param name="card">Its card, which tells pictures of channels last.</param>
    /// <param name="question">What is to be explained.</param>
    /// <exception cref="UsageException">The text is none of these.</exception>
    /// <exception cref="ModelException">A file of ids is bad.</exception>
    public static PlayerDivision Parse(string? text, int? perSide, Network network, ModelCard? card, Question question)
    {
        if (text is null)
            return Each(network, question, (name, shape) => Usual(name, shape, perSide, network, card));
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, rest) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return (kind.ToUpperInvariant(), rest) switch
        {
            ("ELEMENTS", "") => PlayerDivision.Elements,
            ("COLUMNS", "") => PlayerDivision.Columns,
            ("TOKENS", "") => PlayerDivision.Tokens,
            ("PIXELS", "") => Each(network, question, (name, _) => Pixels(name, card)),
            ("CHANNELS", "") => Each(network, question, (name, _) => Channels(name, card)),
            ("PATCHES", _) when Extents(rest) is var (height, width) => Each(
                network,
                question,
                (name, _) => Patches(name, card, height, width)
            ),
            ("SUPERPIXELS", _) when Number(rest) is { } count => PlayerDivision.Superpixels(count),
            ("IDS", not "") => PlayerDivision.Given(Ids(rest, network, question)),
            _ => throw new UsageException(
                $"--players {text}: give {Forms.Replace("|", ", ", StringComparison.Ordinal)}."
            ),
        };
    }

    /// <summary>Pixels or patches of a picture, columns of a table, tokens of what is embedded, and else single elements.</summary>
    private static PlayerDivision Usual(
        string name,
        ImmutableArray<long> shape,
        int? perSide,
        Network network,
        ModelCard? card
    )
    {
        var (rows, columns) = Sides(name, card);
        return shape.Length switch
        {
            4 when shape[rows] * shape[columns] == 1 => Channels(name, card),
            4 when perSide is { } blocks => Patches(
                name,
                card,
                Extent(shape[rows], blocks),
                Extent(shape[columns], blocks)
            ),
            4 => Pixels(name, card),
            3 when network.Inputs.All(i => i.Name != name) => PlayerDivision.Tokens,
            2 => PlayerDivision.Columns,
            _ => PlayerDivision.Elements,
        };
    }

    private static PlayerDivision Each(
        Network network,
        Question question,
        Func<string, ImmutableArray<long>, PlayerDivision> divide
    )
    {
        var divisions = network
            .Features(question)
            .ToImmutableSortedDictionary(f => f.Key, f => divide(f.Key, f.Value), StringComparer.Ordinal);
        return divisions.Values.Distinct().Count() == 1
            ? divisions.Values.First()
            : PlayerDivision.ByFeature(divisions);
    }

    private static PlayerDivision Pixels(string name, ModelCard? card) =>
        IsChannelsLast(name, card)
            ? PlayerDivision.Blocks("pixels", "pixel", new BlockAxis(1), new BlockAxis(2))
            : PlayerDivision.Pixels;

    private static PlayerDivision Patches(string name, ModelCard? card, int height, int width) =>
        (height, width) is (1, 1) ? Pixels(name, card)
        : IsChannelsLast(name, card)
            ? PlayerDivision.Blocks($"patches:{height}x{width}", "patch", new(1, height), new(2, width))
        : PlayerDivision.Patches(height, width);

    private static PlayerDivision Channels(string name, ModelCard? card) =>
        IsChannelsLast(name, card)
            ? PlayerDivision.Blocks("channels", "channel", new BlockAxis(-1))
            : PlayerDivision.Channels;

    private static (int Rows, int Columns) Sides(string name, ModelCard? card) =>
        IsChannelsLast(name, card) ? (1, 2) : (2, 3);

    /// <summary>Whether an input is a picture whose channels come last.</summary>
    internal static bool IsChannelsLast(string name, ModelCard? card) =>
        card?.Inputs.GetValueOrDefault(name)?.Layout == TensorLayout.Nhwc;

    /// <summary>The extent whose blocks come closest to a number.</summary>
    private static int Extent(long entries, int blocks) =>
        Enumerable.Range(1, (int)entries).MinBy(extent => Math.Abs((entries + extent - 1) / extent - blocks));

    private static ImmutableDictionary<string, Tensor> Ids(string path, Network network, Question question)
    {
        var features = network.Features(question).Keys.ToArray();
        var named = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".NPY" => ImmutableDictionary<string, Tensor>.Empty.Add("", Npy.Read(path)),
            ".NPZ" => Npz.Read(path).ToImmutableDictionary(StringComparer.Ordinal),
            _ => throw new UsageException(
                $"--players ids:{path}: give a .npy file, or a .npz file by the features' names."
            ),
        };
        if (features.All(named.ContainsKey))
            return named;
        return (features, named.Count) switch
        {
            ([var only], 1) => named.ToImmutableDictionary(_ => only, n => n.Value, StringComparer.Ordinal),
            _ => throw new ModelException(
                $"{path} does not say who the players of {string.Join(", ", features.Where(f => !named.ContainsKey(f)))} are; give a .npz file with an array of that name."
            ),
        };
    }

    private static (int Height, int Width)? Extents(string text) =>
        text.Split('x', 'X') is [var height, var width] && Number(height) is { } h && Number(width) is { } w
            ? (h, w)
            : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
}
