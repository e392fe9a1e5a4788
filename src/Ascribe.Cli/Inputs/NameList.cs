using System.CommandLine;

namespace Ascribe.Cli.Inputs;

/// <summary>Options that take several names, with commas between them or one by one.</summary>
internal static class NameList
{
    /// <summary>The names, in the order in which they were given.</summary>
    public static string[] Names(this ParseResult parsed, Option<string[]> option) =>
        [
            .. (parsed.GetValue(option) ?? [])
                .SelectMany(text =>
                    text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                )
                .Distinct(StringComparer.Ordinal),
        ];
}
