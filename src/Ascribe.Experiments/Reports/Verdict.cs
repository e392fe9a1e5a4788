namespace Ascribe.Experiments;

/// <summary>How what was measured stands to what a paper says.</summary>
public enum Verdict
{
    /// <summary>The same came out.</summary>
    Agrees,

    /// <summary>The same came out in some of the cases, or in part.</summary>
    PartlyAgrees,

    /// <summary>Something else came out.</summary>
    Differs,

    /// <summary>Chance explains what came out, one way as well as the other.</summary>
    Undecided,

    /// <summary>The paper says nothing that could be held against it.</summary>
    NotComparable,
}
