namespace Ascribe;

/// <summary>A point of a quadrature rule.</summary>
/// <param name="Position">α in [0, 1]; 0 is the baseline, 1 the example.</param>
/// <param name="Weight">The weight of the integrand there.</param>
public readonly record struct QuadraturePoint(double Position, double Weight);
