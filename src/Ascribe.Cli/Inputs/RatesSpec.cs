using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Experiments.Pruning;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --rates: <c>0.5</c>, <c>auto:0.02</c>, or a table with the columns layer and rate.</summary>
internal static class RatesSpec
{
    private const string Automatic = "auto:";

    /// <summary>The rates.</summary>
    /// <exception cref="UsageException">The text is none of these.</exception>
    /// <exception cref="ModelException">The table is bad.</exception>
    public static PruningRates Parse(string text)
    {
        if (text.StartsWith(Automatic, StringComparison.OrdinalIgnoreCase))
            return Number(text[Automatic.Length..]) is >= 0 and < 1 and var budget
                ? PruningRates.Automatic(budget)
                : throw new UsageException(
                    $"--rates {text}: behind the colon stands by how much the share of errors may grow, such as auto:0.02."
                );
        if (Number(text) is { } rate)
            return Share(rate)
                ? PruningRates.Uniform(rate)
                : throw new UsageException(
                    $"--rates {text}: a rate is the share of channels that go, from 0 up to below 1; a layer cannot lose all."
                );
        return File.Exists(text)
            ? PruningRates.ByLayer(Read(text), Path.GetFileName(text))
            : throw new UsageException(
                $"--rates {text}: give a share such as 0.5, auto:0.02, or a .csv file with the columns layer and rate."
            );
    }

    private static ImmutableSortedDictionary<string, double> Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            using var csv = new CsvReader(
                reader,
                new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim }
            );
            if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
                throw new ModelException($"{path}: the table is empty.");
            if (
                new[] { "layer", "rate" }.FirstOrDefault(c => !header.Contains(c, StringComparer.Ordinal)) is
                { } missing
            )
                throw new ModelException(
                    $"{path} has no column '{missing}'; its columns are {string.Join(", ", header)}."
                );
            var rates = new SortedDictionary<string, double>(StringComparer.Ordinal);
            while (csv.Read())
                Add(path, rates, csv.GetField("layer")!, csv.GetField("rate")!);
            return rates.ToImmutableSortedDictionary(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new ModelException($"{path}: cannot be read as a table: {e.Message}", e);
        }
    }

    private static void Add(string path, SortedDictionary<string, double> rates, string layer, string text)
    {
        if (Number(text) is not { } rate || !Share(rate))
            throw new ModelException($"{path}: the rate of '{layer}' is '{text}'; it has to be from 0 up to below 1.");
        if (!rates.TryAdd(layer, rate))
            throw new ModelException($"{path}: '{layer}' stands there twice.");
    }

    private static bool Share(double rate) => rate is >= 0 and < 1;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
