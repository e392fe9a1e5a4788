using System.Globalization;

namespace Ascribe.Fuzz;

/// <summary>How a mutation ended.</summary>
internal enum Outcome
{
    /// <summary>The model can still be explained.</summary>
    Explained,

    /// <summary>It was refused in one line, by one command at least.</summary>
    Refused,

    /// <summary>It was not stood.</summary>
    Failed,
}

/// <summary>How a mutation ended, and why.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Mutation">The model and what was done to it.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Peak">The most memory that was held during the trial, in bytes.</param>
/// <param name="Reason">What was said; one line.</param>
internal sealed record Verdict(int Number, string Mutation, Outcome Outcome, long Peak, string Reason)
{
    private const char Separator = '\t';

    public override string ToString() =>
        string.Join(
            Separator,
            Number.ToString(CultureInfo.InvariantCulture),
            Mutation,
            Outcome,
            Peak.ToString(CultureInfo.InvariantCulture),
            Reason.ReplaceLineEndings(" ")
        );

    public static Verdict Parse(string line)
    {
        var parts = line.Split(Separator, 5);
        return new Verdict(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[1],
            Enum.Parse<Outcome>(parts[2]),
            long.Parse(parts[3], CultureInfo.InvariantCulture),
            parts[4]
        );
    }
}
