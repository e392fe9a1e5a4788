using MathNet.Numerics;
using MathNet.Numerics.Statistics;

namespace Ascribe.Metrics;

/// <summary>How alike two series of numbers are, such as two attributions of one example.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="LargerIsCloser">Whether it grows with likeness; otherwise it is a distance.</param>
/// <param name="Of">The number of two series of one length; NaN where it is undefined, as a correlation with a constant is.</param>
public sealed record Similarity(string Name, bool LargerIsCloser, Func<double[], double[], double> Of)
{
    /// <summary>Pearson's r, in [−1, 1].</summary>
    public static Similarity Pearson { get; } = new("pearson", true, Correlation.Pearson);

    /// <summary>Spearman's ρ, in [−1, 1]: Pearson's r of the ranks, where equal numbers share the mean of theirs.</summary>
    public static Similarity Spearman { get; } = new("spearman", true, (a, b) => Correlation.Spearman(a, b));

    /// <summary>Kendall's τ_b, in [−1, 1], which allows for ties.</summary>
    public static Similarity KendallTau { get; } = new("kendall-tau", true, Metrics.KendallTau.Of);

    /// <summary>1 − cos of the angle between both, in [0, 2].</summary>
    public static Similarity CosineDistance { get; } = new("cosine-distance", false, (a, b) => Distance.Cosine(a, b));

    /// <summary>‖a − b‖₂.</summary>
    public static Similarity Euclidean { get; } = new("euclidean", false, (a, b) => Distance.Euclidean(a, b));

    /// <summary>‖a − b‖₁.</summary>
    public static Similarity Manhattan { get; } = new("manhattan", false, (a, b) => Distance.Manhattan(a, b));

    /// <summary>‖a − b‖_∞.</summary>
    public static Similarity Chebyshev { get; } = new("chebyshev", false, (a, b) => Distance.Chebyshev(a, b));

    /// <summary>The mean of |aᵢ − bᵢ|.</summary>
    public static Similarity MeanAbsoluteError { get; } =
        new("mean-absolute-error", false, (a, b) => Distance.MAE(a, b));

    /// <summary>The mean of (aᵢ − bᵢ)².</summary>
    public static Similarity MeanSquaredError { get; } = new("mean-squared-error", false, (a, b) => Distance.MSE(a, b));

    /// <summary>The sum of (aᵢ − bᵢ)².</summary>
    public static Similarity SquaredError { get; } = new("squared-error", false, (a, b) => Distance.SSD(a, b));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Similarity> Known { get; } =
    [
        Pearson,
        Spearman,
        KendallTau,
        CosineDistance,
        Euclidean,
        Manhattan,
        Chebyshev,
        MeanAbsoluteError,
        MeanSquaredError,
        SquaredError,
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
