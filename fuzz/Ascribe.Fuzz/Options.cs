using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>Mutations to try.</summary>
    public int Count { get; init; } = 10_000;

    /// <summary>What all of them are made from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of the one mutation to try; null for <see cref="Count"/> of them.</summary>
    public int? Only { get; init; }

    /// <summary>What the name of a mutation, which holds its model, has to contain.</summary>
    public string Filter { get; init; } = "";

    public bool Verbose { get; init; }

    /// <summary>What each process may take.</summary>
    public long MaxMemory { get; init; } = 1L << 30;

    /// <summary>Where mutated models that fail are kept; nowhere where empty.</summary>
    public string Keep { get; init; } = "";

    /// <summary>Whether models are taken from the repository alone, so that the sample is the same on every machine.</summary>
    public bool Repository { get; init; }

    public bool Worker { get; init; }

    public bool Help { get; init; }

    /// <summary>The options; null where the arguments make no sense.</summary>
    public static Options? Parse(ReadOnlySpan<string> args) =>
        args switch
        {
            [] => new Options(),
            ["--count", var text, .. var rest] => Parse(rest) is { } o && Number(text) is { } n
                ? o with
                {
                    Count = n,
                }
                : null,
            ["--seed", var text, .. var rest] => Parse(rest) is { } o && Number(text) is { } n
                ? o with
                {
                    Seed = n,
                }
                : null,
            ["--only", var text, .. var rest] => Parse(rest) is { } o && Number(text) is { } n
                ? o with
                {
                    Only = n,
                }
                : null,
            ["--max-memory", var text, .. var rest] => Parse(rest) is { } o
            && MemorySize.Parse(text) is { } size and >= MemoryLimit.Least
                ? o with
                {
                    MaxMemory = size,
                }
                : null,
            ["--filter", var word, .. var rest] => Parse(rest) is { } o ? o with { Filter = word } : null,
            ["--keep", var folder, .. var rest] => Parse(rest) is { } o ? o with { Keep = folder } : null,
            ["--verbose", .. var rest] => Parse(rest) is { } o ? o with { Verbose = true } : null,
            ["--repository", .. var rest] => Parse(rest) is { } o ? o with { Repository = true } : null,
            ["--worker", .. var rest] => Parse(rest) is { } o ? o with { Worker = true } : null,
            ["-h" or "--help", ..] => new Options { Help = true },
            _ => null,
        };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
