using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Imaging.Cards;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --target: <c>top</c>, <c>top:3</c>, <c>7</c>, <c>0,3</c>, a class label, or <c>VALUE[i,j,…]</c>.</summary>
internal static class TargetSpec
{
    private const string Largest = "top:";

    /// <summary>One target, or several, each to be explained by itself.</summary>
    /// <exception cref="UsageException">A text is none of these.</exception>
    public static Target ParseAll(string[] texts, Network network, ModelCard? card) =>
        texts is [var text] ? Parse(text, network, card) : Target.Each([.. texts.Select(t => Parse(t, network, card))]);

    /// <summary>The target.</summary>
    /// <exception cref="UsageException">The text is none of these.</exception>
    public static Target Parse(string text, Network network, ModelCard? card)
    {
        var bracket = text.EndsWith(']') ? text.LastIndexOf('[') : -1;
        if (bracket > 0)
        {
            var inside = text[(bracket + 1)..^1];
            var value = text[..bracket];
            if (string.Equals(inside, "top", StringComparison.OrdinalIgnoreCase))
                return Target.Top with { ValueName = value };
            return Indices(inside) is { } entry
                ? Target.Neuron(value, entry.AsSpan())
                : throw new UsageException(
                    $"--target {text}: between the brackets stand an entry's place, such as {value}[3,0,0], or top."
                );
        }
        if (string.Equals(text, "top", StringComparison.OrdinalIgnoreCase))
            return Target.Top;
        if (text.StartsWith(Largest, StringComparison.OrdinalIgnoreCase))
            return int.TryParse(text[Largest.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? Target.TopK(count)
                : throw new UsageException($"--target {text}: behind the colon stands how many, such as top:3.");
        return Indices(text) is { } index
            ? Target.At(index.AsSpan())
            : Target.Class(Labels(network, card, text).Find(text));
    }

    /// <summary>The class names of the value that a target is read from.</summary>
    public static ImmutableArray<string> Labels(Network network, ModelCard? card, Target target) =>
        card?.Outputs.GetValueOrDefault(target.ValueName ?? network.ScoreOutput.Name)?.Labels ?? [];

    private static ClassLabels Labels(Network network, ModelCard? card, string text) =>
        card?.Outputs.GetValueOrDefault(network.ScoreOutput.Name) is { Labels.IsEmpty: false } output
            ? output.Classes
            : throw new UsageException(
                $"--target {text} is no index, and the model has no card with class labels; give an index, or a card with --card."
            );

    private static ImmutableArray<long>? Indices(string text)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries);
        if (!numbers.All(n => long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return null;
        return [.. numbers.Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
    }
}
