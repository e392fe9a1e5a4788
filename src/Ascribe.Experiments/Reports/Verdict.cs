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

    /// <summary>Something else came out, but the examples are too few to call it real.</summary>
    Undecided,

    /// <summary>The paper says nothing that could be held against it.</summary>
    NotComparable,
}
