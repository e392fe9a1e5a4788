namespace Ascribe.Conformance;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public string Data { get; init; } = "/usr/share/libonnx-testdata/data";

    public string Filter { get; init; } = "";

    public bool Verbose { get; init; }

    public bool Write { get; init; }

    public bool Worker { get; init; }

    public bool Help { get; init; }

    /// <summary>The options; null where the arguments make no sense.</summary>
    public static Options? Parse(ReadOnlySpan<string> args) =>
        args switch
        {
            [] => new Options(),
            ["--filter", var word, .. var rest] => Parse(rest) is { } o ? o with { Filter = word } : null,
            ["--data", var folder, .. var rest] => Parse(rest) is { } o ? o with { Data = folder } : null,
            ["--verbose", .. var rest] => Parse(rest) is { } o ? o with { Verbose = true } : null,
            ["--write", .. var rest] => Parse(rest) is { } o ? o with { Write = true } : null,
            ["--worker", .. var rest] => Parse(rest) is { } o ? o with { Worker = true } : null,
            ["-h" or "--help", ..] => new Options { Help = true },
            _ => null,
        };
}
