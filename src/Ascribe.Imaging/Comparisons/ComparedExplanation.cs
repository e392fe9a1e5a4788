namespace Ascribe.Imaging.Comparisons;

/// <summary>One of several explanations of the same examples.</summary>
/// <param name="Method">The method.</param>
/// <param name="Baseline">The baseline; empty for a method that compares with none.</param>
/// <param name="Layer">What it attributes to; empty for the inputs.</param>
/// <param name="Explanation">The explanation.</param>
/// <param name="Seconds">What it took; a baseline is found by the first that asks for it, which the others share.</param>
public sealed record ComparedExplanation(
    string Method,
    string Baseline,
    string Layer,
    Explanation Explanation,
    double Seconds
);
