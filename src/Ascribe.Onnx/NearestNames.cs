namespace Ascribe.Onnx;

/// <summary>Names that somebody may have meant, for messages.</summary>
public static class NearestNames
{
    /// <summary>The most similar names, by Levenshtein distance without regard to case; names that contain the text come first.</summary>
    public static IReadOnlyList<string> To(string text, IEnumerable<string> names, int count = 3) =>
        [
            .. names
                .Distinct(StringComparer.Ordinal)
                .OrderBy(name => name.Contains(text, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
                .ThenBy(name => Distance(text.ToUpperInvariant(), name.ToUpperInvariant()))
                .ThenBy(name => name, StringComparer.Ordinal)
                .Take(count),
        ];

    /// <summary>The Levenshtein distance: the fewest insertions, deletions and substitutions that make one text of the other.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
