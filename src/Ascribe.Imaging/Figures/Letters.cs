using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Ascribe.Imaging;

/// <summary>How wide letters of DejaVu Sans are, the font of figures and plots.</summary>
/// <remarks>The widths of ASCII, from the space on, in thousandths of the letters' size; letters beyond are taken for digits.</remarks>
internal static class Letters
{
    private const int First = ' ';
    private const int Other = 640;
    private static readonly Dictionary<string, ImmutableArray<int>> Widths = JsonSerializer.Deserialize<
        Dictionary<string, ImmutableArray<int>>
    >(Json)!;

    /// <summary>The table: <c>regular</c> and <c>bold</c>.</summary>
    internal static string Json
    {
        get
        {
            using var reader = new StreamReader(
                typeof(Letters).Assembly.GetManifestResourceStream("letters.json")!,
                Encoding.UTF8
            );
            return reader.ReadToEnd();
        }
    }

    /// <summary>The pixels that a line of text takes.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">The size of its letters, in pixels.</param>
    /// <param name="bold">Whether they are bold.</param>
    internal static double Width(string text, double size, bool bold = false)
    {
        var widths = Widths[bold ? "bold" : "regular"];
        var sum = text.EnumerateRunes()
            .Sum(r => r.Value - First is var place && place >= 0 && place < widths.Length ? widths[place] : Other);
        return sum * size / 1000;
    }

    /// <summary>The lines of a text that are no wider than the room, as far as words allow; a longer word is not broken.</summary>
    internal static ImmutableArray<string> Lines(string text, double room, double size, bool bold = false)
    {
        List<string> lines = [""];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && Width($"{lines[^1]} {word}", size, bold) > room)
                lines.Add("");
            lines[^1] += lines[^1].Length > 0 ? " " + word : word;
        }
        return [.. lines];
    }
}
