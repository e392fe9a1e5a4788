namespace Ascribe.Onnx;

/// <summary>Messages fit for a terminal, whatever names a model puts into them.</summary>
public static class OneLine
{
    private const int Longest = 400;
    private const int Tail = 120;

    /// <summary>The text on one line, its middle left out where it is long.</summary>
    public static string Of(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c));
        return line.Length <= Longest ? line : $"{line[..(Longest - Tail)]} … {line[^Tail..]}";
    }
}
