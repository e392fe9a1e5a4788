using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Cli.Scores;

/// <summary>The settings that are written behind a score's name: <c>:steps=50:players=patches:16x16</c>.</summary>
/// <param name="text">The score as it was written, for complaints.</param>
/// <param name="settings">The settings by name.</param>
internal sealed class ScoreSettings(string text, ImmutableDictionary<string, string> settings)
{
    /// <summary>A whole number above 0, or another least one.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public int Whole(string name, int usual, int least = 1) => MaybeWhole(name, least) ?? usual;

    /// <summary>A whole number; null where none is given.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public int? MaybeWhole(string name, int least = 1) =>
        !settings.TryGetValue(name, out var value) ? null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
        : throw new UsageException($"{text}: {name} is a whole number of at least {least}.");

    /// <summary>A number.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public double Number(string name, double usual) => MaybeNumber(name) ?? usual;

    /// <summary>A number; null where none is given.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public double? MaybeNumber(string name) =>
        !settings.TryGetValue(name, out var value) ? null
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new UsageException($"{text}: {name} is a number.");

    /// <summary>Yes or no.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public bool Flag(string name, bool usual) =>
        !settings.TryGetValue(name, out var value) ? usual
        : bool.TryParse(value, out var flag) ? flag
        : throw new UsageException($"{text}: {name} is true or false.");

    /// <summary>A text; null where none is given.</summary>
    public string? Text(string name) => settings.GetValueOrDefault(name);
}
