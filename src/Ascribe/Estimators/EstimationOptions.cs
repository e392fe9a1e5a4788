namespace Ascribe.Estimators;

/// <summary>How much an estimator may ask of a game.</summary>
public sealed record EstimationOptions
{
    /// <summary>Values of coalitions to ask for, at most; those of nobody and of everybody among them.</summary>
    public long Budget { get; init; } = 2048;

    /// <summary>The seed.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The relative error at which to stop before the budget is used: √Σ se² ≤ precision·√Σ φ². Null to use the budget.
    /// </summary>
    public double? Precision { get; init; }

    /// <summary>Told how many values were asked for.</summary>
    public IProgress<Progress>? Progress { get; init; }
}
