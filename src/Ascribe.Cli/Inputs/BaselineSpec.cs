using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Arrays;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>
/// Reads --baseline: <c>zero</c>, a number, a .npy, .npz or .csv file, <c>token:TOKEN</c> for text, or <c>input:SPEC</c> for a
/// layer.
/// </summary>
internal sealed record BaselineSpec(Baseline Baseline, ImmutableDictionary<string, Baseline> ByFeature)
{
    private const string AtInput = "input:";
    private const string AtToken = "token:";

    /// <summary>The baseline, and those of single features that a .npz file holds by name.</summary>
    /// <param name="text">What was asked for; null for what is usual: a text without its tokens, zeros for anything else.</param>
    /// <param name="network">The model.</param>
    /// <param name="card">Its card.</param>
    /// <param name="examples">What is to be explained.</param>
    /// <exception cref="UsageException">The text is none of these.</exception>
    public static BaselineSpec Parse(string? text, Network network, ModelCard? card, Examples examples)
    {
        text ??= examples.Text is { } texts ? $"{AtToken}{texts.Card.Absent}" : "zero";
        if (text.StartsWith(AtInput, StringComparison.OrdinalIgnoreCase))
        {
            var inner = Parse(text[AtInput.Length..], network, card, examples);
            return new(
                Baseline.AtInput(inner.Baseline),
                inner.ByFeature.ToImmutableDictionary(
                    b => b.Key,
                    b => Baseline.AtInput(b.Value),
                    StringComparer.Ordinal
                )
            );
        }
        if (text.StartsWith(AtToken, StringComparison.OrdinalIgnoreCase))
            return Of(
                examples.Text?.Replaced(text[AtToken.Length..], network.Inputs)
                    ?? throw new UsageException(
                        $"--baseline {text} is for texts; give them with --text or a .txt file."
                    )
            );
        if (string.Equals(text, "zero", StringComparison.OrdinalIgnoreCase))
            return Of(Baseline.Zero);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Of(Baseline.Constant(number));
        return Path.GetExtension(text).ToUpperInvariant() switch
        {
            ".NPY" => Of(Baseline.Given(Npy.Read(text))),
            ".NPZ" => FromArchive(text),
            ".CSV" => Of(Baseline.Given(CsvTable.Read(text, Columns(network, card)).Values)),
            _ => throw new UsageException(
                $"--baseline {text}: give zero, a number, a .npy, .npz or .csv file, token: and a token, or input: and one of these."
            ),
        };
    }

    private static BaselineSpec Of(Baseline baseline) => new(baseline, ImmutableDictionary<string, Baseline>.Empty);

    /// <summary>The columns of the first input that has named ones.</summary>
    private static ImmutableArray<string> Columns(Network network, ModelCard? card) =>
        network
            .Inputs.Select(i => card?.Columns.GetValueOrDefault(i.Name, []) ?? [])
            .FirstOrDefault(columns => !columns.IsEmpty, []);

    private static BaselineSpec FromArchive(string path)
    {
        var arrays = Npz.Read(path);
        if (arrays.Count == 0)
            throw new ModelException($"{path} holds no array.");
        var single = arrays.Count == 1 ? Baseline.Given(arrays.Values.First()) : Baseline.Zero;
        return new(
            single,
            arrays.ToImmutableDictionary(a => a.Key, a => Baseline.Given(a.Value), StringComparer.Ordinal)
        );
    }
}
