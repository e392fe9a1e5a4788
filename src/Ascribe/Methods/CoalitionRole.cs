namespace Ascribe;

/// <summary>What a drawn coalition is for. [ES], proposals 1 and 2.</summary>
public enum CoalitionRole
{
    /// <summary>The baseline, from which a path leads to the example: proposal 1, and [SIG].</summary>
    Baseline,

    /// <summary>The end of a path that begins at the baseline: proposal 2.</summary>
    Example,

    /// <summary>Both, one after the other: a path from the baseline to the coalition and on to the example.</summary>
    Both,
}
