namespace Ascribe.Conformance;

/// <summary>How a case ended.</summary>
internal enum Outcome
{
    /// <summary>Values are reproduced, and the gradient is right.</summary>
    GradientAgrees,

    /// <summary>Values are reproduced; there is no gradient, for the stated reason.</summary>
    ValuesAgree,

    /// <summary>Nothing could be compared, for the stated reason.</summary>
    Skipped,

    /// <summary>Something is wrong.</summary>
    Failed,
}

/// <summary>How a case ended, and why.</summary>
/// <param name="Case">The case.</param>
/// <param name="Operator">The operator that it is about; "several" for a network.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it did not pass, or why no gradient was compared; one line.</param>
internal sealed record Verdict(string Case, string Operator, Outcome Outcome, string Reason)
{
    private const char Separator = '\t';

    public override string ToString() =>
        string.Join(Separator, Case, Operator, Outcome, Reason.ReplaceLineEndings(" "));

    public static Verdict Parse(string line)
    {
        var parts = line.Split(Separator, 4);
        return new Verdict(parts[0], parts[1], Enum.Parse<Outcome>(parts[2]), parts[3]);
    }
}
