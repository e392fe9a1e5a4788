using System.Collections.Immutable;
using Ascribe.Imaging.Cards;
using static Ascribe.Cli.Methods.MethodOptions;

namespace Ascribe.Cli.Methods;

/// <summary>Methods that take something away and look what happens.</summary>
internal static class AblationMethods
{
    private const int PatchesPerSide = 14;

    public static ImmutableArray<MethodSpec> All { get; } =
    [
        new("occlusion", [Window, Stride], Sliding),
        new(
            "feature-ablation",
            [MethodOptions.Players],
            s => new FeatureAblation { Players = s.Players(PatchesPerSide) }
        ),
    ];

    private static Occlusion Sliding(MethodSettings settings) =>
        new()
        {
            Windows = ByFeature(settings, settings.Get(Window), fill: null),
            Strides = ByFeature(settings, settings.Get(Stride), fill: 1),
        };

    /// <summary>The extents of each feature's box.</summary>
    /// <param name="settings">Which features there are.</param>
    /// <param name="given">What was asked for: all axes behind the batch, or rows and columns, or one number for both.</param>
    /// <param name="fill">What the channels get; null for all of them.</param>
    private static ImmutableSortedDictionary<string, ImmutableArray<int>> ByFeature(
        MethodSettings settings,
        int[]? given,
        int? fill
    ) =>
        given is null or []
            ? ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty
            : settings
                .Network.Features(settings.Question)
                .ToImmutableSortedDictionary(
                    f => f.Key,
                    f => Box(f.Key, f.Value, given, fill, settings.Card),
                    StringComparer.Ordinal
                );

    private static ImmutableArray<int> Box(
        string feature,
        ImmutableArray<long> shape,
        int[] given,
        int? fill,
        ModelCard? card
    )
    {
        var axes = shape.Length - 1;
        if (given.Length == axes)
            return [.. given];
        var channelsLast = PlayersSpec.IsChannelsLast(feature, card);
        var channels = fill ?? (int)(channelsLast ? shape[^1] : shape[1]);
        var positions = given is [var one] ? Enumerable.Repeat(one, axes - 1).ToArray() : given;
        if (axes < 2 || positions.Length != axes - 1)
            throw new UsageException(
                $"'{feature}' has {axes} axes behind the batch, [{string.Join(',', shape.Skip(1))}]; give as many numbers with x between them, or one less for its positions."
            );
        return channelsLast ? [.. positions, channels] : [channels, .. positions];
    }
}
