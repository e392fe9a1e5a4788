namespace Ascribe;

/// <summary>Values of a feature at which a target is wanted.</summary>
/// <param name="Example">The example at which everything else is held.</param>
/// <param name="Rows">The feature's values, [R, …].</param>
public readonly record struct FeatureRows(int Example, Tensor Rows);
