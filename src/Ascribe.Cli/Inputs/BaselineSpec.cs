using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Arrays;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --baseline: <c>zero</c>, a number, a .npy or .npz file, or <c>input:SPEC</c> for a layer.</summary>
internal sealed record BaselineSpec(Baseline Baseline, ImmutableDictionary<string, Baseline> ByFeature)
{
    private const string AtInput = "input:";

    /// <summary>The baseline, and those of single features that a .npz file holds by name.</summary>
    /// <exception cref="UsageException">The text is none of these.</exception>
    public static BaselineSpec Parse(string text)
    {
        var none = ImmutableDictionary<string, Baseline>.Empty;
        if (text.StartsWith(AtInput, StringComparison.OrdinalIgnoreCase))
        {
            var inner = Parse(text[AtInput.Length..]);
            return new(
                Baseline.AtInput(inner.Baseline),
                inner.ByFeature.ToImmutableDictionary(
                    b => b.Key,
                    b => Baseline.AtInput(b.Value),
                    StringComparer.Ordinal
                )
            );
        }
        if (string.Equals(text, "zero", StringComparison.OrdinalIgnoreCase))
            return new(Baseline.Zero, none);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return new(Baseline.Constant(number), none);
        return Path.GetExtension(text).ToUpperInvariant() switch
        {
            ".NPY" => new(Baseline.Given(Npy.Read(text)), none),
            ".NPZ" => FromArchive(text),
            _ => throw new UsageException(
                $"--baseline {text}: give zero, a number, a .npy or .npz file, or input: and one of these."
            ),
        };
    }

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
