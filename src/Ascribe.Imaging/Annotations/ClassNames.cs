using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>The names of classes that annotations give by number only.</summary>
public static partial class ClassNames
{
    /// <summary>Reads names by number, from 0: a text file with a name a line, or the <c>names</c> of a YOLO data file in YAML.</summary>
    /// <remarks>
    /// Of YAML, what such files hold is read: below <c>names:</c> lines <c>0: person</c> or <c>- person</c>, or one line
    /// <c>names: [person, bicycle]</c>. Anything else is refused.
    /// </remarks>
    /// <exception cref="ModelException">The file cannot be read, holds no names, or leaves a number without one.</exception>
    public static ImmutableArray<string> Read(string path)
    {
        var lines = AnnotationFile.Lines(path).ToList();
        var names =
            path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
                ? FromYaml(path, lines)
                : [.. lines.Select(line => line.Text)];
        return names.IsEmpty ? throw new ModelException($"{path}: the file holds no names of classes.") : names;
    }

    private static ImmutableArray<string> FromYaml(string path, List<(int Number, string Text)> lines)
    {
        lines = [.. lines.Select(l => (l.Number, Comment().Replace(l.Text, "").Trim())).Where(l => l.Item2.Length > 0)];
        var at = lines.FindIndex(line => line.Text.StartsWith("names:", StringComparison.Ordinal));
        if (at < 0)
            throw new ModelException($"{path}: the file has no 'names:'.");
        var inline = lines[at].Text["names:".Length..].Trim();
        if (inline is ['[', .. var list, ']'])
            return [.. list.Split(',').Select(Unquoted)];
        if (inline.Length > 0)
            throw AnnotationFile.Complaint(path, $"line {lines[at].Number}", "names takes a list of names.");
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var (number, text) in lines.Skip(at + 1))
        {
            var entry = Entry().Match(text);
            if (!entry.Success)
                break;
            if (
                entry.Groups["index"] is { Success: true } index
                && index.Value != names.Count.ToString(CultureInfo.InvariantCulture)
            )
                throw AnnotationFile.Complaint(path, $"line {number}", $"the name of class {names.Count} is expected.");
            names.Add(Unquoted(entry.Groups["name"].Value));
        }
        return names.ToImmutable();
    }

    private static string Unquoted(string text) =>
        text.Trim() switch
        {
            ['"', .. var inner, '"'] => inner,
            ['\'', .. var inner, '\''] => inner,
            var plain => plain,
        };

    [GeneratedRegex(@"(^|\s)#.*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(-|(?<index>[0-9]+):)\s+(?<name>.+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Entry();
}
