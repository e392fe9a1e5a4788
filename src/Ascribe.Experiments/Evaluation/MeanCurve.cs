using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The mean of a candidate's curves over examples.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Criterion">The score whose curves they are.</param>
/// <param name="Points">In ascending order of positions.</param>
public sealed record MeanCurve(Candidate Candidate, Criterion Criterion, ImmutableArray<MeanCurvePoint> Points);
