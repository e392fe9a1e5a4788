using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --shape NAME=1,3,224,224.</summary>
internal static class ShapeSpec
{
    /// <summary>The shapes by input name.</summary>
    /// <exception cref="UsageException">A text is no shape.</exception>
    public static ImmutableDictionary<string, ImmutableArray<long>> Parse(IEnumerable<string> specs) =>
        specs.Select(Parse).ToImmutableDictionary(s => s.Name, s => s.Shape, StringComparer.Ordinal);

    private static (string Name, ImmutableArray<long> Shape) Parse(string spec)
    {
        var parts = spec.Split('=');
        var numbers = parts[^1].Split(',', 'x');
        var fits =
            parts.Length == 2
            && numbers.All(n =>
                long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var extent) && extent > 0
            );
        return fits
            ? (parts[0], [.. numbers.Select(n => long.Parse(n, CultureInfo.InvariantCulture))])
            : throw new UsageException($"--shape {spec}: give NAME=1,3,224,224, the batch axis included.");
    }
}
