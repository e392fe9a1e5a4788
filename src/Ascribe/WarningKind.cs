namespace Ascribe;

/// <summary>What can be the matter with an attribution or its score.</summary>
public enum WarningKind
{
    /// <summary>The target is the probability of a softmax, which saturates.</summary>
    Probability,

    /// <summary>|F(b)| is large against |F(x)|, so that the baseline does not stand for absence.</summary>
    BaselineOutput,

    /// <summary>The contributions miss F(x) − F(b) by more than 5 %.</summary>
    CompletenessGap,

    /// <summary>
    /// What was drawn may be off by more than 10 %: the standard error relative to the contributions, √Σ se² / √Σ φ² over the players, or
    /// over the elements where there are none.
    /// </summary>
    StandardError,

    /// <summary>A feature gets nothing at all.</summary>
    NoContribution,

    /// <summary>The work ended before the tolerance that was asked for was met.</summary>
    Tolerance,

    /// <summary>A score means nothing for an example, and is NaN there.</summary>
    UndefinedScore,
}
