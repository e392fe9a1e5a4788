namespace Ascribe;

/// <summary>The legs to be evaluated for one example, and for one of its targets or several.</summary>
/// <param name="Group">The targets, and what all legs share.</param>
/// <param name="Legs">The legs, read lazily; all have the same number of points.</param>
internal sealed record PathWork(TargetGroup Group, IEnumerable<Leg> Legs);
