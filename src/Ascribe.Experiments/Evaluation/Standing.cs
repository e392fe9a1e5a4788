namespace Ascribe.Experiments.Evaluation;

/// <summary>How a candidate stands to the best one.</summary>
public enum Standing
{
    /// <summary>Its mean is the best at its layer.</summary>
    Best,

    /// <summary>The difference to the best is real: its interval leaves 0 out, and it stands after Holm's correction.</summary>
    Worse,

    /// <summary>The examples do not tell the two apart.</summary>
    NotToldApart,

    /// <summary>It has no number, or too few to be compared.</summary>
    Unknown,
}
