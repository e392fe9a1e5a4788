namespace Ascribe.Experiments.SameBudget;

/// <summary>One estimate held against the exact values.</summary>
/// <param name="Contender">Whose it is.</param>
/// <param name="Budget">Evaluations that were allowed.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Cost">Evaluations that were made; a gradient counts as three.</param>
/// <param name="Error">‖φ̂ − φ‖²/‖φ‖²; NaN where only ratios are claimed.</param>
/// <param name="Spearman">The rank correlation with the exact values.</param>
internal sealed record Outcome(Contender Contender, long Budget, int Seed, long Cost, double Error, double Spearman);
