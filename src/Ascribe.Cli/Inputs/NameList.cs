using System.CommandLine;

namespace Ascribe.Cli.Inputs;

/// <summary>Options that take several names, with commas between them or one by one.</summary>
internal static class NameList
{
    /// <summary>The names, in the order in which they were given, each once.</summary>
    public static string[] Names(this ParseResult parsed, Option<string[]> option) =>
        [.. parsed.Entries(option).Distinct(StringComparer.Ordinal)];

    /// <summary>All that was given, in its order, such as numbers of which some may be equal.</summary>
    public static string[] Entries(this ParseResult parsed, Option<string[]> option) =>
        [
            .. (parsed.GetValue(option) ?? []).SelectMany(text =>
                text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ),
        ];
}
