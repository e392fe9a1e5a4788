namespace Ascribe;

/// <summary>A target and its gradient at some rows.</summary>
/// <param name="Values">F, [R].</param>
/// <param name="Gradient">∂F/∂feature, [R, …], of the feature's type.</param>
public sealed record TargetGradient(double[] Values, Tensor Gradient);
